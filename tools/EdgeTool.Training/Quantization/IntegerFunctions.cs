using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>
/// Operators without sums of products (softmax, sums and products of two tensors, tables) in the very integers of the packed model: each runs by
/// itself in the interpreter.
/// </summary>
internal sealed class IntegerFunctions : IDisposable
{
    private readonly QuantizedGraph _quantized;
    private readonly Dictionary<Value, Value> _sources = new(ReferenceEqualityComparer.Instance); // stored value -> float value
    private readonly Dictionary<Value, (Interpreter Interpreter, Node Node)?> _models = new(ReferenceEqualityComparer.Instance);

    public IntegerFunctions(QuantizedGraph quantized)
    {
        _quantized = quantized;
        foreach (var (source, forms) in quantized.Forms)
        {
            forms.ForEach(form => _sources.TryAdd(form, source));
        }
    }

    /// <summary>Whether the packed model computes a value by one operator, from values as they are stored.</summary>
    public bool Covers(Value value) => ModelOf(value) is not null;

    /// <summary>What the packed model computes, as reals in double precision.</summary>
    /// <param name="value">A covered value of the float graph.</param>
    /// <param name="simulated">The values before it, (batch, shape), on their grids.</param>
    public Tensor Run(Value value, IReadOnlyDictionary<Value, Tensor> simulated)
    {
        var (interpreter, node) = ModelOf(value)!.Value;
        var given = node.Inputs.OfType<Value>().Where(v => !v.IsConstant).Distinct().ToArray();
        var inputs = Array.ConvertAll(given, v => simulated[_sources[v]].to(ScalarType.Float64).contiguous().data<double>().ToArray());
        var (output, stored) = (node.Outputs[0], new long[value.Shape.ElementCount]);
        var (batch, results) = (simulated[_sources[given[0]]].shape[0], new List<double>());
        for (var e = 0; e < batch; e++)
        {
            for (var i = 0; i < given.Length; i++)
            {
                Store(inputs[i].AsSpan(e * given[i].Shape.ElementCount, given[i].Shape.ElementCount), given[i], interpreter.InputBytes(i));
            }

            interpreter.Run();
            Load(interpreter.OutputBytes(0), output.Type, stored);
            results.AddRange(stored.Select(s => (s - output.ZeroPoint) * (double)output.Scales[0]));
        }

        return tensor(results.ToArray(), TwinTensors.Batched(batch, value.Shape));
    }

    public void Dispose()
    {
        foreach (var model in _models.Values)
        {
            model?.Interpreter.Dispose();
        }
    }

    private (Interpreter Interpreter, Node Node)? ModelOf(Value value)
    {
        if (!_models.TryGetValue(value, out var model))
        {
            _models[value] = model = Made(value);
        }

        return model;
    }

    private (Interpreter Interpreter, Node Node)? Made(Value value)
    {
        var stored = _quantized.Forms.TryGetValue(value, out var forms) ? forms[0] : null;
        var node = _quantized.Graph.Nodes.Find(n => n.Outputs is [var only] && only == stored);
        var given = node?.Inputs.OfType<Value>().Where(v => !v.IsConstant).Distinct().ToList();
        if (node is null || stored is not { Scales.Length: 1 } || given is not { Count: > 0 } || given.Exists(v => !_sources.TryGetValue(v, out var source) || _quantized.Forms[source][0] != v))
        {
            return null;
        }

        var alone = new Graph();
        alone.Inputs.AddRange(given);
        alone.Nodes.Add(node);
        alone.Outputs.Add(stored);
        var compiled = ModelCompiler.Compile(GraphCopy.Of(alone), new CompileOptions { SelfTestCases = 0, Simplify = false });
        return (Interpreter.Load(ModelFile.FromBytes(compiled.Bytes)), node);
    }

    private static void Store(ReadOnlySpan<double> reals, Value format, Span<byte> bytes)
    {
        var wide = MemoryMarshal.Cast<byte, short>(bytes);
        for (var i = 0; i < reals.Length; i++)
        {
            var step = (int)Math.Round(reals[i] / format.Scales[0]) + format.ZeroPoint;
            if (format.Type == ElementType.Int16)
            {
                wide[i] = (short)step;
            }
            else
            {
                bytes[i] = (byte)(sbyte)step;
            }
        }
    }

    private static void Load(ReadOnlySpan<byte> bytes, ElementType type, Span<long> steps)
    {
        var wide = MemoryMarshal.Cast<byte, short>(bytes);
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = type == ElementType.Int16 ? wide[i] : (sbyte)bytes[i];
        }
    }
}
