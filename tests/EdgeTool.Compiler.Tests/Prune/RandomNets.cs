using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests.Pruning;

/// <summary>
/// Networks drawn at random from what real ones are made of: residual sums, concatenations, depthwise, grouped and transposed convolutions,
/// channels cut, padded, shuffled and gated, flattened in either order, read by dense or recurrent layers.
/// </summary>
internal sealed class RandomNets
{
    private const int Height = 4, Width = 3;

    private readonly Random _random;
    private readonly Graph _graph = new();
    private readonly List<Value> _values = [];
    private int _names;

    private RandomNets(int seed) => _random = new Random(seed);

    public static Graph Of(int seed)
    {
        var net = new RandomNets(seed);
        return net.Build();
    }

    private Graph Build()
    {
        var x = NewValue(1, Height, Width, _random.Next(1, 5));
        _graph.Inputs.Add(x);
        _values.Add(Convolution(x, _random.Next(4, 20), 1));
        for (var i = _random.Next(3, 12); i > 0; i--)
        {
            Grow();
        }

        var end = Last();
        var features = _random.Next(4) switch
        {
            0 => Node(new Mean { AxisMask = 0b110 }, NewValue(1, end.Shape[3]), end),
            1 => Node(default(Reshape), NewValue(1, end.Shape.ElementCount), end),
            2 => Node(default(Reshape), NewValue(1, end.Shape.ElementCount), Node(
                new Transpose { Permutation = PerAxis.Of(0, 3, 1, 2) }, NewValue(1, end.Shape[3], Height, Width), end)),
            _ => Recurrent(Node(default(Reshape), NewValue(Height * Width, 1, end.Shape[3]), end)),
        };
        _graph.Outputs.Add(Dense(Node(default(Tanh), NewValue(1, 7), Dense(features, 7)), 3));
        if (_random.Next(3) == 0 && !_graph.Outputs.Contains(Last()))
        {
            _graph.Outputs.Add(Convolution(Last(), 2, 1));
        }

        return _graph;
    }

    private void Grow()
    {
        var a = Any();
        var channels = a.Shape[3];
        switch (_random.Next(14))
        {
            case 0:
                _values.Add(Convolution(a, _random.Next(2, 24), 1));
                break;
            case 1:
                _values.Add(Node(new Add(), Like(a), a, Convolution(Any(), channels, 1)));
                break;
            case 2:
                var same = _values.Where(v => v.Shape == a.Shape).ToList();
                _values.Add(Node(new Add(), Like(a), a, same[_random.Next(same.Count)]));
                break;
            case 3:
                var b = Any();
                _values.Add(Node(new Concatenation { Axis = 3 }, Channels(channels + b.Shape[3]), a, b));
                break;
            case 4:
                _values.Add(Depthwise(a, _random.Next(1, 3)));
                break;
            case 5:
                var divisors = Enumerable.Range(1, channels).Where(d => channels % d == 0).ToList();
                var groups = divisors[_random.Next(divisors.Count)];
                _values.Add(Convolution(a, groups * _random.Next(1, 4), groups));
                break;
            case 6 when channels > 1:
                var (left, right) = (Channels(_random.Next(1, channels)), Channels(1));
                right.Shape = new Shape(1, Height, Width, channels - left.Shape[3]);
                _graph.Nodes.Add(Compiler.Node.Of(Name(), new Split { Axis = 3 }, [a], [left, right]));
                _values.AddRange([left, right]);
                break;
            case 7:
                var begin = _random.Next(channels);
                _values.Add(Node(new Slice { Begin = PerAxis.Of(0, 0, 0, begin) }, Channels(_random.Next(1, channels - begin + 1)), a));
                break;
            case 8:
                var (before, after) = (_random.Next(3), _random.Next(3));
                _values.Add(Node(new Pad { Before = PerAxis.Of(0, 0, 0, before), After = PerAxis.Of(0, 0, 0, after) }, Channels(before + channels + after), a));
                break;
            case 9:
                _values.Add(Node(default(PRelu), Like(a), a, Weights(1, 1, channels)));
                break;
            case 10:
                var pooled = Node(new Mean { AxisMask = 0b110, KeepDims = 1 }, NewValue(1, 1, 1, channels), a);
                _values.Add(Node(new Mul(), Like(a), a, Node(default(Logistic), NewValue(1, 1, 1, channels), Convolution(pooled, channels, 1))));
                break;
            case 11:
                var factors = Enumerable.Range(1, channels).Where(d => channels % d == 0).ToList();
                var rows = factors[_random.Next(factors.Count)];
                var apart = Node(default(Reshape), NewValue(1, Height, Width, rows, channels / rows), a);
                _values.Add(Node(default(Reshape), Like(a), Node(
                    new Transpose { Permutation = PerAxis.Of(0, 1, 2, 4, 3) }, NewValue(1, Height, Width, channels / rows, rows), apart)));
                break;
            case 12:
                var outC = _random.Next(2, 12);
                _values.Add(Node(
                    new TransposeConv { StrideH = 1, StrideW = 1, PadTop = 1, PadLeft = 1 }, Channels(outC), a, Weights(outC, 3, 3, channels), Weights(outC)));
                break;
            default:
                _values.Add(Node(new Normalize { AxisMask = 0b110, Epsilon = 1e-3f }, Like(a), a));
                break;
        }
    }

    private Value Convolution(Value x, int outC, int groups)
    {
        var kernel = x.Shape[1] == Height ? 3 : 1;
        var record = new Conv2D
        {
            StrideH = 1,
            StrideW = 1,
            DilationH = 1,
            DilationW = 1,
            PadTop = kernel / 2,
            PadLeft = kernel / 2,
            Activation = (Activation)_random.Next(2),
        };
        return Node(record, NewValue(1, x.Shape[1], x.Shape[2], outC), x, Weights(outC, kernel, kernel, x.Shape[3] / groups), _random.Next(4) == 0 ? null : Weights(outC));
    }

    private Value Depthwise(Value x, int multiplier)
    {
        var outC = x.Shape[3] * multiplier;
        var record = new DepthwiseConv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, PadTop = 1, PadLeft = 1, DepthMultiplier = multiplier };
        return Node(record, Channels(outC), x, Weights(1, 3, 3, outC), Weights(outC));
    }

    private Value Dense(Value x, int units) =>
        Node(default(FullyConnected), NewValue(1, units), x, Weights(units, x.Shape.ElementCount), Weights(units));

    /// <summary>The last hidden state of a recurrent layer of any kind.</summary>
    private Value Recurrent(Value sequence)
    {
        var (cell, units) = ((RecurrentCell)_random.Next(3), _random.Next(3, 9));
        var record = new Recurrent
        {
            Cell = cell,
            LinearBeforeReset = cell == RecurrentCell.Gru ? _random.Next(2) : 0,
            Gate = new RecurrentActivation { Function = cell == RecurrentCell.Rnn ? RecurrentFunction.Tanh : RecurrentFunction.Sigmoid },
            Candidate = new RecurrentActivation { Function = RecurrentFunction.Tanh },
            Output = new RecurrentActivation { Function = RecurrentFunction.Tanh },
        };
        var rows = record.Gates * units;
        var (states, last) = (NewValue(sequence.Shape[0], 1, units), NewValue(1, units));
        var outputs = cell == RecurrentCell.Lstm ? (Value[])[states, last, NewValue(1, units)] : [states, last];
        _graph.Nodes.Add(Compiler.Node.Of(
            Name(), record, [sequence, Weights(rows, sequence.Shape[2]), Weights(rows, units), Weights(2 * rows)], outputs));
        return last;
    }

    private Value Node<T>(T record, Value output, params ReadOnlySpan<Value?> inputs) where T : unmanaged, IOperatorRecord<T>
    {
        _graph.Nodes.Add(Compiler.Node.Of(Name(), record, inputs.ToArray(), [output]));
        return output;
    }

    private Value Any() => _values[_random.Next(_values.Count)];

    private Value Last() => _values[^1];

    private Value Like(Value value) => NewValue([.. value.Shape.Span]);

    private Value Channels(int channels) => NewValue(1, Height, Width, channels);

    private Value NewValue(params ReadOnlySpan<int> shape) => new() { Name = Name(), Type = ElementType.Float32, Shape = new Shape(shape) };

    private Value Weights(params ReadOnlySpan<int> shape)
    {
        var dimensions = new Shape(shape);
        var values = new float[dimensions.ElementCount];
        foreach (ref var v in values.AsSpan())
        {
            v = ((2 * _random.NextSingle()) - 1) / MathF.Sqrt(Math.Max(1, values.Length / dimensions[0]));
        }

        return Value.Of<float>(Name(), dimensions, values);
    }

    private string Name() => $"v{_names++}";
}
