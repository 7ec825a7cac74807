"""What an author writes: inputs, marks and panel items of one stage, and the payload that leaves.

`scene.Scene` is one class, written by subject: `handles`, `inputs`, `camera`, `marks`, `panel`, `story`. They
share what `draft` collects, check what comes in by `arguments`, and write what `payload` describes.

No lesson, no Streamlit, no browser code may enter.
"""

from explorer.live.scene.arguments import Call, SceneError, Value
from explorer.live.scene.camera import camera_rotation
from explorer.live.scene.draft import PARAMETERS, TYPED_LIMIT
from explorer.live.scene.readings import Reading, readings
from explorer.live.scene.recorded import recorded
from explorer.live.scene.scene import Scene

__all__ = [
    "PARAMETERS",
    "TYPED_LIMIT",
    "Call",
    "Reading",
    "Scene",
    "SceneError",
    "Value",
    "camera_rotation",
    "readings",
    "recorded",
]
