"""What stands around the stage of the lesson on matrices: its views, its code, a picture of one's own."""
