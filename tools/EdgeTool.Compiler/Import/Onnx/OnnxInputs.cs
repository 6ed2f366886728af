using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Inputs of the model: every dimension must have a size.</summary>
public static class OnnxInputs
{
    /// <summary>Inputs that the caller gives, in order: those that no initializer fills.</summary>
    /// <exception cref="UnsupportedModelException">Some cannot be held; it names every one.</exception>
    public static IReadOnlyList<Value> Of(OnnxModel model, ImportOptions options)
    {
        var (values, unsupported) = (new List<Value>(), new List<UnsupportedNode>());
        options = WithBatch(model.Graph, options);
        foreach (var input in Given(model))
        {
            try
            {
                values.Add(Of(input, options));
            }
            catch (UnsupportedException e)
            {
                unsupported.Add(new UnsupportedNode(-1, "INPUT", input.Name, e.Message, e.Remedy));
            }
        }

        return unsupported.Count == 0 ? values : throw new UnsupportedModelException(unsupported);
    }

    /// <summary>The options, with the size 1 for the batch: whatever names the first dimension of an input, wherever else it stands.</summary>
    internal static ImportOptions WithBatch(OnnxGraph graph, ImportOptions options)
    {
        var dimensions = new Dictionary<string, int>(options.Dimensions);
        foreach (var input in graph.Inputs)
        {
            if (input.Shape is [{ Symbol.Length: > 0 } batch, ..])
            {
                dimensions.TryAdd(batch.Symbol, 1);
            }
        }

        return options with { Dimensions = dimensions };
    }

    /// <exception cref="UnsupportedException">No value can hold it, or a dimension has no size.</exception>
    internal static Value Of(OnnxValueInfo info, ImportOptions options)
    {
        if (info.Type == OnnxType.Undefined)
        {
            throw new UnsupportedException("is no tensor", "use tensors at the model's border");
        }

        if (info.Shape is null || info.Shape.Count > Shape.MaxRank)
        {
            throw new UnsupportedException(
                info.Shape is null ? "states no shape" : $"has rank {info.Shape.Count}", $"export with a shape of at most {Shape.MaxRank} dimensions");
        }

        var shape = new Shape([.. info.Shape.Select((dimension, axis) => SizeOf(info.Name, dimension, axis, options))]);
        var value = new Value { Name = info.Name, Type = info.Type.Require(info.Name), Shape = shape };
        if (options.FixedInputs.TryGetValue(info.Name, out var bytes) || shape.IsEmpty())
        {
            value.Constant = bytes ?? [];
            return value.Constant.Length == value.Info.ByteLength ? value
                : info.Shape.Any(IsOpen) ? throw new UnsupportedException(
                    $"holds {value.Info.ByteLength} bytes as {shape}, but is given {value.Constant.Length}", "give the size of its open dimensions with --shape")
                : throw new ImportException($"The input '{info.Name}' is fixed to {value.Constant.Length} bytes, but holds {value.Info.ByteLength}.");
        }

        return shape.IsWithinLimits(out _)
            ? value
            : throw new UnsupportedException($"has the shape {shape}", $"keep to dimensions of 1 to {Shape.MaxDimension}");
    }

    /// <summary>Declarations of the inputs that no initializer fills, in order.</summary>
    public static IReadOnlyList<OnnxValueInfo> Given(OnnxModel model) =>
        [.. model.Graph.Inputs.ExceptBy(model.Graph.Initializers.Select(t => t.Name), i => i.Name)];

    /// <summary>Whether the file leaves the size open.</summary>
    public static bool IsOpen(OnnxDimension dimension) => dimension.Symbol.Length > 0 || dimension.Size < 0;

    private static int SizeOf(string name, OnnxDimension dimension, int axis, ImportOptions options)
    {
        var isOpen = IsOpen(dimension);
        if (isOpen && (options.Dimensions.TryGetValue($"{name}:{axis}", out var size) || options.Dimensions.TryGetValue(dimension.Symbol, out size)))
        {
            return size;
        }

        return !isOpen ? checked((int)Math.Min(dimension.Size, int.MaxValue))
            : axis == 0 ? 1
            : dimension.Symbol.Length > 0
                ? throw new UnsupportedException($"leaves dimension {axis}, '{dimension.Symbol}', open", $"give its size: --shape {dimension.Symbol}=N")
                : throw new UnsupportedException($"leaves dimension {axis} open, without a name", $"give its size: --shape {name}:{axis}=N");
    }
}
