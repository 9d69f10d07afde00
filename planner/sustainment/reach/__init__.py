"""When and where goods can be of use: what the model may leave out, and when goods arrive."""
