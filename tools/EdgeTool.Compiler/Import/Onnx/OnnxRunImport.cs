using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Import for one run with known inputs. Models may take shapes, axes and sizes as inputs, on which the memory plan depends; such
/// inputs become constants, few of them if that makes the model importable, else all but the first, else all: the run is computed at import.
/// Only where that is too much is an answer of unknown size padded.
/// </summary>
public static class OnnxRunImport
{
    /// <param name="model">The model.</param>
    /// <param name="inputs">Bytes of the inputs, by name.</param>
    /// <param name="options">What else the file leaves open.</param>
    /// <returns>A graph with fewer inputs than the model where some are fixed.</returns>
    /// <exception cref="UnsupportedModelException">It cannot be imported with these inputs either.</exception>
    public static Graph Import(OnnxModel model, IReadOnlyDictionary<string, byte[]> inputs, ImportOptions? options = null)
    {
        options ??= ImportOptions.Default;
        return ImportExact(model, inputs, options with { ExactSizes = true }) ?? OnnxImporter.Import(model, options);
    }

    private static Graph? ImportExact(OnnxModel model, IReadOnlyDictionary<string, byte[]> inputs, ImportOptions options)
    {
        if (TryImport(model, options) is { } graph)
        {
            return graph;
        }

        foreach (var mayFix in (Func<OnnxValueInfo, bool>[])[IsIntegerList, IsList, i => i != model.Graph.Inputs[0], _ => true])
        {
            var names = model.Graph.Inputs.Where(mayFix).Select(i => i.Name).Where(inputs.ContainsKey).ToList();
            if (names.Count > 0 && TryImport(model, options with { FixedInputs = names.ToDictionary(n => n, n => inputs[n]) }) is { } made)
            {
                return made;
            }
        }

        return null;
    }

    private static Graph? TryImport(OnnxModel model, ImportOptions options)
    {
        try
        {
            return OnnxImporter.Import(model, options);
        }
        catch (UnsupportedModelException)
        {
            return null;
        }
    }

    private static bool IsList(OnnxValueInfo input) => input.Shape?.Count <= 1;

    private static bool IsIntegerList(OnnxValueInfo input) => IsList(input) && input.Type.ToElementType() is not ElementType.Float32;
}
