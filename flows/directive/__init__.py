"""A provincial directive that starts establishments in many districts."""
