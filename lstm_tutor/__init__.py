"""A chapter on recurrent networks and LSTM cells: figures executed, claims checked."""
