"""What was read last time, kept within reach: the answers to the questions asked all day, without reading the whole book again."""
