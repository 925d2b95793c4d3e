"""Trains the network of the language model: words in, tags, trees and names out."""
