"""What others would build with the stock tools, written as well as they would write it."""
