"""The hostile pack: inputs that break systems like this one, made by code, and how each must end."""
