"""What an argument is: claims, inferences and what follows from them. Standard library only."""
