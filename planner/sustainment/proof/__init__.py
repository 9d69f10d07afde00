"""How near to the best a plan is: the grid refined until it is proven."""
