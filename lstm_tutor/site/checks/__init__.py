"""Pages held against the contract, before anything is rendered."""
