"""Charts: functions that take results and return a Plotly figure.

They compute no mathematics and know no page.
"""
