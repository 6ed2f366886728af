using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool;

/// <summary>
/// Runs a packed model beside its source, compiled one step per operator, on the same random inputs, and compares every tensor
/// that both have. Tensors belong together when they have the same name, or are the only ones that come from the same source operator with
/// the same type, shape and quantization.
/// </summary>
public sealed class LayerComparison
{
    private readonly Interpreter _packed;
    private readonly Interpreter _source;
    private readonly ITensorCloseness _closeness;
    private readonly HashSet<string> _ambiguous = [];

    /// <summary>Tensors of the packed model that hold another's signs, by name.</summary>
    private readonly HashSet<string> _signs = [];

    /// <param name="packed">The packed model.</param>
    /// <param name="source">Its source, one step per operator.</param>
    /// <param name="closeness">When a tensor counts as the same; null: <see cref="ITensorCloseness.Same"/>.</param>
    /// <exception cref="ToolException">The two have different inputs or outputs.</exception>
    public LayerComparison(Interpreter packed, Interpreter source, ITensorCloseness? closeness = null)
    {
        (_packed, _source, _closeness) = (packed, source, closeness ?? ITensorCloseness.Same);
        RequireSame("inputs", Infos(packed, packed.Model.Inputs), Infos(source, source.Model.Inputs));
        RequireSame("outputs", Infos(packed, packed.Model.Outputs), Infos(source, source.Model.Outputs));
        for (var t = 0; t < packed.Model.Tensors.Length; t++)
        {
            if (packed.Model.InfoOf(t).Type == ElementType.UInt32)
            {
                _signs.Add(packed.Model.TensorName(t));
            }
        }

        FindAmbiguous(packed.Model);
        FindAmbiguous(source.Model);
    }

    /// <summary>Tensors compared per sample; outputs included.</summary>
    public int ComparedTensors { get; private set; }

    /// <summary>One more inference of both; state carries over.</summary>
    /// <returns>The first tensor that differs; null when none does.</returns>
    public LayerDifference? Compare(Random random)
    {
        RandomInputs.Fill(_packed, random);
        for (var i = 0; i < _packed.InputCount; i++)
        {
            _packed.InputBytes(i).CopyTo(_source.InputBytes(i));
        }

        var reference = RunSource();
        var found = ComparedTensors = 0;
        LayerDifference? first = null;
        for (var step = 0; step < _packed.StepCount; step++)
        {
            _packed.RunStep(step);
            foreach (var tensor in _packed.Model.OutputsOf(step))
            {
                if (Match(reference, step, tensor) is { } expected)
                {
                    found++;
                    first ??= Difference(step, tensor, expected);
                }
            }
        }

        ComparedTensors = found;
        return first ?? CompareOutputs();
    }

    private Dictionary<string, byte[]> RunSource()
    {
        var bytes = new Dictionary<string, byte[]>();
        for (var step = 0; step < _source.StepCount; step++)
        {
            _source.RunStep(step);
            var outputs = _source.Model.OutputsOf(step);
            for (var o = 0; o < outputs.Length; o++)
            {
                var result = _source.TensorBytes(outputs[o]).ToArray();
                bytes[NameKey(_source.Model, outputs[o])] = result;
                var signs = _source.Model.TensorName(outputs[o]) + SignLowering.Suffix;
                if (_signs.Contains(signs) && _source.Model.InfoOf(outputs[o]) is { Type: ElementType.Float32, Shape.Rank: > 0 } info)
                {
                    var words = info.Shape;
                    words[-1] = SignWords.Count(info.Shape[-1]);
                    var packed = SignWords.Pack(MemoryMarshal.Cast<byte, float>(result), info.Shape[-1]);
                    bytes[SignsKey(signs, words)] = MemoryMarshal.AsBytes<uint>(packed).ToArray();
                }

                if (IndexKey(_source.Model, step, o, outputs[o]) is var key && !_ambiguous.Contains(key))
                {
                    bytes[key] = result;
                }
            }
        }

        return bytes;
    }

    private byte[]? Match(Dictionary<string, byte[]> reference, int step, int tensor) =>
        reference.GetValueOrDefault(NameKey(_packed.Model, tensor))
        ?? reference.GetValueOrDefault(IndexKey(_packed.Model, step, _packed.Model.OutputsOf(step).IndexOf(tensor), tensor))
        ?? reference.GetValueOrDefault(SignsKey(_packed.Model.TensorName(tensor), _packed.Model.InfoOf(tensor).Shape));

    /// <summary>Packed signs of a tensor, under the name that a packed model has for them.</summary>
    private static string SignsKey(string name, Shape words) => $"{name}|signs {words}";

    /// <summary>An operator that became several steps: its index does not tell which of them is meant.</summary>
    private void FindAmbiguous(ModelFile model)
    {
        var seen = new HashSet<string> { "" };
        for (var step = 0; step < model.Steps.Length; step++)
        {
            var outputs = model.OutputsOf(step);
            for (var o = 0; o < outputs.Length; o++)
            {
                if (IndexKey(model, step, o, outputs[o]) is var key && !seen.Add(key))
                {
                    _ambiguous.Add(key);
                }
            }
        }
    }

    private static string NameKey(ModelFile model, int tensor) => $"{model.TensorName(tensor)}|{Meaning(model.InfoOf(tensor))}";

    /// <summary>Empty for a step that no source operator stands for, and for a tensor that lies in another order than its operator's.</summary>
    private static string IndexKey(ModelFile model, int step, int output, int tensor) =>
        model.Steps[step].SourceIndex is >= 0 and var source && !model.TensorName(tensor).EndsWith(GraphSimplifier.MovedSuffix, StringComparison.Ordinal) ? $"#{source}.{output}|{Meaning(model.InfoOf(tensor))}" : "";

    private static string Meaning(OperandInfo info) => $"{info}|{info.Scale:R}|{info.ZeroPoint}";

    private LayerDifference? Difference(int step, int tensor, byte[] expected)
    {
        var (model, type) = (_packed.Model, _packed.Model.InfoOf(tensor).Type);
        var found = _packed.TensorBytes(tensor);
        var element = _closeness.FirstDifference(model.InfoOf(tensor), expected, found);
        return element < 0 ? null : new LayerDifference(
            step, model.Steps[step].OpCode.ToString(), model.StepName(step), model.TensorName(tensor), element,
            TensorComparison.ElementText(type, expected, element), TensorComparison.ElementText(type, found, element));
    }

    private LayerDifference? CompareOutputs()
    {
        for (var o = 0; o < _packed.OutputCount; o++)
        {
            var type = _packed.OutputInfo(o).Type;
            var expected = _source.OutputBytes(o);
            var found = _packed.OutputBytes(o);
            var element = _closeness.FirstDifference(_packed.OutputInfo(o), expected, found);
            if (element >= 0)
            {
                return new LayerDifference(-1, "output", $"output {o}", _packed.Model.TensorName(_packed.Model.Outputs[o]), element,
                    TensorComparison.ElementText(type, expected, element), TensorComparison.ElementText(type, found, element));
            }
        }

        return null;
    }

    private static string[] Infos(Interpreter interpreter, ReadOnlySpan<int> tensors)
    {
        var infos = new string[tensors.Length];
        for (var i = 0; i < infos.Length; i++)
        {
            infos[i] = interpreter.Model.InfoOf(tensors[i]).ToString();
        }

        return infos;
    }

    private static void RequireSame(string what, string[] packed, string[] source)
    {
        if (!packed.SequenceEqual(source))
        {
            throw new ToolException(ExitCode.AnswerIsNo,
                $"The packed model's {what} are {string.Join(", ", packed)}, the source's {string.Join(", ", source)}: it was not packed from this source.");
        }
    }
}

/// <summary>The first tensor of a packed model that is not what its source computes.</summary>
public sealed record LayerDifference(int Step, string Op, string Layer, string Tensor, int Element, string Expected, string Found)
{
    public override string ToString() =>
        $"step {Step}, {Op} '{Layer}', tensor '{Tensor}', element {Element}: the source has {Expected}, the packed model {Found}";
}
