"""What an author writes: inputs, marks and panel items of one stage, and the payload that leaves.

No lesson, no Streamlit, no browser code may enter.
"""

from explorer.live.scene.recorded import recorded
from explorer.live.scene.scene import PARAMETERS, TYPED_LIMIT, Scene, Value, camera_rotation

__all__ = ["PARAMETERS", "TYPED_LIMIT", "Scene", "Value", "camera_rotation", "recorded"]
