"""ONNX files that lie about their numbers, branch, loop, name files of the system, or are damaged; each is refused."""

import numpy as np
from onnx import TensorProto, helper

PATHS = ("/etc/passwd", "../../../etc/passwd", "C:\\secret", "\\\\server\\share", "file:///etc/passwd", "", "a" * 5000)


def tensor(name, shape, data=None, kind=TensorProto.FLOAT, **parts):
    """Return constants with any shape over any bytes."""
    made = TensorProto(name=name, dims=list(shape), data_type=kind)
    made.raw_data = bytes(4 * int(np.prod(shape))) if data is None else data
    for key, value in parts.items():
        setattr(made, key, value)
    return made


def elsewhere(name, **where):
    """Return constants that lie in another file."""
    made = TensorProto(name=name, dims=[784, 10], data_type=TensorProto.FLOAT, data_location=TensorProto.EXTERNAL)
    for key, value in where.items():
        made.external_data.add(key=key, value=value)
    return made


def node(kind, *inputs, out="y", **options):
    return helper.make_node(kind, list(inputs), [out] if isinstance(out, str) else out, **options)


def of_sklearn(kind, *inputs, out="y", **options):
    return node(kind, *inputs, out=out, domain="ai.onnx.ml", **options)


def model(nodes=None, tensors=None, inputs=("x",), **parts):
    """Return a file; without anything said that of one dense layer."""
    given = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 784]) for name in inputs]
    answer = [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)]
    nodes = [node("MatMul", "x", "w")] if nodes is None else nodes
    tensors = [tensor("w", (784, 10))] if tensors is None else tensors
    graph = helper.make_graph(nodes, "net", given, answer, tensors)
    return helper.make_model(graph, ir_version=8, producer_name="p", **parts).SerializeToString()


def small():
    """Return valid files of few bytes for each kind of step."""
    one, row = tensor("w", (784, 1), bytes(784), TensorProto.INT8), tensor("v", (1, 10))
    bias = tensor("b", (10,))
    norm = [tensor(name, (10,), np.ones(10, "<f4").tobytes()) for name in ("s", "t", "m", "n")]
    halves = [helper.make_tensor("two", 1, [], [1.4142135]), helper.make_tensor("one", 1, [], [1.0])]
    halves.append(helper.make_tensor("half", 1, [], [0.5]))
    gelu = [
        node("Div", "a", "two", out="c"),
        node("Erf", "c", out="d"),
        node("Add", "d", "one", out="e"),
        node("Mul", "a", "e", out="f"),
        node("Mul", "f", "half", out="g"),
    ]
    first, last = node("MatMul", "x", "w", out="a"), node("Gemm", "g", "v", "b", out="h", alpha=1.0, transB=0)
    return [
        model([first, *gelu, last, node("Softmax", "h", axis=-1)], [one, row, bias, *halves]),
        model(
            [first, node("LeakyRelu", "a", out="g", alpha=0.01), last, node("BatchNormalization", "h", *"stmn")],
            [one, row, bias, *norm],
        ),
        model(
            [node("Flatten", "x", out="k", axis=1), node("Shape", "k", out="q"), node("Reshape", "k", "q", out="l"),
             node("Transpose", "z", out="w", perm=[1, 0]), node("Gemm", "l", "w")],
            [tensor("z", (10, 784), bytes(7840), TensorProto.INT8)],
        ),
        model(
            [first, of_sklearn("Scaler", "a", out="c", offset=[0.5], scale=[2.0]),
             of_sklearn("LinearClassifier", "c", out=["label", "d"], coefficients=[0.1] * 10, intercepts=[0.0] * 10,
                        classlabels_ints=range(10), post_transform="LOGISTIC"),
             node("ReduceSum", "d", out="e", axes=[1]), node("Div", "d", "e", out="f"),
             of_sklearn("ZipMap", "f", classlabels_int64s=range(10))],
            [one],
        ),
    ]  # fmt: skip


def steps():
    """Files whose steps are none that dense layers need, by name."""
    weights, square = tensor("w", (784, 10)), tensor("q", (10, 10))
    dense = node("MatMul", "x", "w", out="a")
    inner = helper.make_graph([node("Relu", "a")], "inner", [], [helper.make_tensor_value_info("y", 1, None)])
    kinds = (
        "Conv",
        "LSTM",
        "Attention",
        "Loop",
        "If",
        "Scan",
        "Transpose",
        "Gather",
        "Einsum",
        "StringConcat",
        "",
        "é",
    )
    found = {f"step {kind}": [dense, node(kind, "a")] for kind in kinds}
    found |= {
        "no steps": [],
        "graph in a step": [dense, node("If", "a", then_branch=inner, else_branch=inner)],
        "of others": [dense, helper.make_node("Relu", ["a"], ["y"], domain="evil.example")],
        "skip": [dense, node("Relu", "a", out="r"), node("Add", "a", "r")],
        "skip later": [dense, node("MatMul", "a", "q", out="b"), node("Add", "a", "b")],
        "two heads": [dense, node("MatMul", "a", "q", out="b"), node("MatMul", "a", "q", out="c"), node("Add", *"bc")],
        "circle": [dense, node("Add", "a", "c", out="b"), node("Relu", "b", out="c"), node("Add", *"cb")],
        "itself": [dense, node("Relu", "y")],
        "backwards": [node("Relu", "a"), dense],
        "times itself": [dense, node("Mul", "a", "a")],
        "rows by rows": [node("MatMul", "w", "x", out="y")],
        "turned input": [node("Gemm", "x", "w", transA=1)],
        "another axis": [dense, node("Softmax", "a", axis=0)],
        "softmax twice": [dense, node("Softmax", "a", out="b"), node("Softmax", "b")],
        "softmax inside": [dense, node("Softmax", "a", out="b"), node("MatMul", "b", "q")],
        "leaky": [dense, node("LeakyRelu", "a", out="b", alpha=0.3), node("MatMul", "b", "q")],
        "leaky by a text": [dense, node("LeakyRelu", "a", alpha="0.01")],
        "leaky by nan": [dense, node("LeakyRelu", "a", alpha=float("nan"))],
        "gelu by tanh": [dense, node("Gelu", "a", approximate="tanh")],
        "too far": [node("Gemm", "x", "w", out="a", alpha=float("inf"))],
        "divided by nothing": [dense, node("Div", "a", "nothing")],
        "no inputs": [node("MatMul")],
        "no outputs": [helper.make_node("MatMul", ["x", "w"], [])],
        "training": [dense, node("BatchNormalization", *"aqqqq", training_mode=1)],
        "rounded": [node("DynamicQuantizeLinear", "x", out=["b", "c", "d"]), node("MatMulInteger", *"bw")],
        "many": [dense, *(node("Identity", "a", out=f"b{i}") for i in range(600))],
        "deep": [dense, *(node("MatMul", "a" if not i else f"b{i}", "q", out=f"b{i + 1}") for i in range(40))],
        "three summands": [dense, node("Add", "a", "a", "a")],
        "an answer over the picture": [dense, node("Sub", "a", "far", out="b"), node("Exp", "b")],
        "quantised": [node("DequantizeLinear", "w", "nothing", out="v"), node("MatMul", "x", "v")],
        "a normaliser first": [of_sklearn("Normalizer", "x", out="n", norm="L1"), node("MatMul", "n", "w")],
        "a scaler too short": [of_sklearn("Scaler", "x", out="n", offset=[0.0] * 783, scale=[1.0] * 783), dense],
        "a scaler of nan": [of_sklearn("Scaler", "x", out="n", offset=[0.0], scale=[float("nan")]), dense],
        "a scaler of a text": [of_sklearn("Scaler", "x", out="n", offset="0", scale=[1.0]), dense],
        "nine answers": [linear(9)],
        "answers without numbers": [of_sklearn("LinearClassifier", "x", out=["label", "y"])],
        "answers with names": [linear(10, classlabels_strings=["zero"] * 10)],
        "answers from 1": [linear(10, classlabels_ints=range(1, 11))],
        "probit": [linear(10, post_transform="PROBIT")],
        "many numbers in an option": [linear(1000)],
        "trees": [of_sklearn("TreeEnsembleClassifier", "x", nodes_values=[0.5] * 4000, classlabels_ints=range(10))],
        "many options": [node("MatMul", "x", "w", **{f"o{i}": 1 for i in range(200)})],
    }
    nothing = helper.make_tensor("nothing", 1, [], [0.0])
    far = tensor("far", (1000, 1, 10))
    return {name: model(nodes, [weights, square, nothing, far]) for name, nodes in found.items()}


def linear(answers, **options):
    return of_sklearn("LinearClassifier", "x", out=["label", "y"], coefficients=[0.0] * 784 * answers, **options)


def numbers():
    """Files whose constants are none, by name."""
    sides = ((784, 11), (2**40, 2**40), (784, -10), (0, 10), (784,), (1,) * 70, (), (784, 10, 1), (2**62, 2))
    found = {f"shape {str(shape)[:20]}": tensor("w", shape, bytes(31360)) for shape in sides}
    found |= {f"kind {kind}": tensor("w", (784, 10), kind=kind) for kind in (0, 8, 14, 15, 17, 22, 99)}
    found |= {f"file {path[:12]!r}": elsewhere("w", location=path, offset="0", length="31360") for path in PATHS}
    found |= {"file without a name": elsewhere("w"), "file far away": elsewhere("w", location="x", offset="9" * 90)}
    nan = np.full(7840, np.nan, "<f4").tobytes()
    found |= {"nan": tensor("w", (784, 10), nan), "huge": tensor("w", (784, 10), b"\xff\xff\x7f\x7f" * 7840)}
    found |= {"short": tensor("w", (784, 10), bytes(31359)), "none": tensor("w", (784, 10), b"")}
    return {name: model(tensors=[one]) for name, one in found.items()}


def cases():
    """Return name -> function that makes the file."""
    good = model()
    found = steps() | numbers()
    found |= {f"cut at {share} %": good[: len(good) * share // 100] for share in range(3, 100, 8)}
    found |= {
        "two inputs": model(inputs=("x", "z")),
        "no input": model(inputs=()),
        "other pixels": model(tensors=[tensor("w", (100, 10))]),
        "other answers": model(tensors=[tensor("w", (784, 11))]),
        "a head alone": b"\x08\x08\x12\x07pytorch" + bytes(1000),
        "nested": b"\x08\x08\x12\x00" + _nested(3000),
        "empty graph": b"\x08\x08\x3a\x00",
        "names": model(tensors=[tensor("w\u202e<b>" * 50, (784, 10))]),
    }
    return {name: (lambda content=content: content) for name, content in found.items()} | heavy()


def heavy():
    """Small files that would become large, or long."""
    square, byte = tensor("q", (1700, 1700), bytes(1700**2), 3), TensorProto.INT8
    wide = [tensor("w", (784, 1700), bytes(784 * 1700), byte), tensor("z", (1700, 10), bytes(17000), byte)]
    chain = [node("MatMul", "x", "w", out="a0")]
    chain += [node("Gemm", f"a{i}", "q", out=f"a{i + 1}", alpha=0.5) for i in range(12)] + [node("MatMul", "a12", "z")]
    lines = [node("MatMul", "x", "w", out="a0")]
    lines += [node("Mul", f"a{i}", "s", out=f"a{i + 1}") for i in range(480)] + [node("MatMul", "a480", "z")]
    half = helper.make_tensor("s", 1, [], [0.5])
    return {
        "one square often": lambda: model(chain, [square, *wide]),
        "many lines, other answers": lambda: model(lines, [*wide, half, tensor("z", (1700, 11))]),
        "many inputs": lambda: model(inputs=[f"i{k}" for k in range(20_000)]),
        "many constants": lambda: model(tensors=[tensor(f"w{k}", (1,)) for k in range(20_000)]),
        "many dimensions": lambda: model(tensors=[tensor("w", (1,) * 500_000, bytes(4))]),
        "many numbers": lambda: model(tensors=[tensor("w", (784, 6400), bytes(784 * 6400), byte)]),
        "long name": lambda: model([node("R" * 5_000_000, "x")]),
    }


def _nested(depth):
    """Return a graph in a step in a graph in a step, as bytes of protobuf."""
    content = b""
    for _ in range(depth):
        content = b"\x32" + _length(content) + content  # AttributeProto.g
        content = b"\x2a" + _length(content) + content  # NodeProto.attribute
        content = b"\x0a" + _length(content) + content  # GraphProto.node
    return b"\x3a" + _length(content) + content


def _length(content):
    size, code = len(content), b""
    while size > 127:
        code, size = code + bytes([size & 127 | 128]), size >> 7
    return code + bytes([size])


def large():
    """Return valid networks as large as they may be, by name."""

    def of(kind, size, width):
        data = [
            tensor("w", (784, width), bytes(784 * width * size), kind),
            tensor("v", (width, 10), bytes(10 * width * size), kind),
        ]
        return model([node("MatMul", "x", "w", out="a"), node("Relu", "a", out="r"), node("MatMul", "r", "v")], data)

    return {
        "floats": lambda: of(TensorProto.FLOAT, 4, 5000),
        "doubles": lambda: of(TensorProto.DOUBLE, 8, 2500),
        "bytes": lambda: of(TensorProto.INT8, 1, 6200),
        "brain floats": lambda: of(TensorProto.BFLOAT16, 2, 6200),
    }
