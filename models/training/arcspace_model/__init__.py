"""The embedded model of Arcspace, from rendered scenes to a folder of ONNX networks."""
