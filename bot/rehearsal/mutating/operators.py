"""The operators: small faults as people make them, each one change of one expression or statement.

A change is made in a syntax tree and taken back; nothing is ever written.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

Change = tuple[str, ast.AST]
"""The operator's name, and what stands in place of a node."""

BOUNDS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
SENSES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
LONGEST_NAME = 24


def changes(node: ast.AST) -> Iterator[Change]:
    """What may go wrong in a node."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=others):
            for name, table in (("bound", BOUNDS), ("comparison", SENSES)):
                if type(op) in table:
                    yield name, ast.Compare(left, [table[type(op)]()], others)
        case ast.BoolOp(op=op, values=values):
            yield "and or", ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "lost negation", operand
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            yield "sign", ast.BinOp(left, ast.Sub() if isinstance(op, ast.Add) else ast.Add(), right)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield "swapped", ast.IfExp(test, orelse, body)
        case ast.Constant(value=bool() as value):
            yield "flag", ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield from (("number", ast.Constant(value + by)) for by in (1, -1))
        case ast.Constant(value=str() as value) if 0 < len(value) <= LONGEST_NAME and value.isascii():
            yield "name", ast.Constant(f"{value}~")
        case ast.Expr(value=ast.Yield() | ast.YieldFrom() | ast.Call()):
            # Still a generator, for the yield stands there, and is never reached.
            yield "lost line", ast.If(ast.Constant(False), [node], [])
        case ast.Tuple(elts=[*first, _], ctx=ast.Load()) if first:
            yield "lost element", ast.Tuple(first, ast.Load())
        case ast.List(elts=[*first, _], ctx=ast.Load()) if first:
            yield "lost element", ast.List(first, ast.Load())
        case ast.Call(func=func, args=args, keywords=[one, two, *rest]) if one.arg and two.arg:
            swapped = [ast.keyword(one.arg, two.value), ast.keyword(two.arg, one.value), *rest]
            yield "swapped placeholders", ast.Call(func, args, swapped)
        case ast.comprehension(target=target, iter=each, ifs=ifs, is_async=is_async):
            yield "lost in a list", ast.comprehension(target, _without_last(each), ifs, is_async)
            if ifs:
                yield "lost condition", ast.comprehension(target, each, ifs[1:], is_async)
        case _:
            return


def _without_last(each: ast.expr) -> ast.expr:
    """`list(each)[:-1]`"""
    whole = ast.Call(ast.Name("list", ast.Load()), [each], [])
    return ast.Subscript(whole, ast.Slice(None, ast.UnaryOp(ast.USub(), ast.Constant(1)), None), ast.Load())
