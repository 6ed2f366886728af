namespace EdgeTool.Compiler.Onnx;

/// <summary>Whether rows that only pad a tensor stay apart from its others, up to the model's outputs.</summary>
internal static class OnnxPaddedRows
{
    /// <summary>Operators that compute each row of their outputs from one row, or only move rows. An index of -1 reads the last element.</summary>
    private static readonly HashSet<string> KeepRowsApart =
    [
        "Add", "Cast", "Concat", "Div", "Flatten", "Gather", "GatherElements", "GatherND", "Identity", "Mul", "Reshape", "Slice", "Split", "Squeeze", "Sub", "Transpose",
        "Unsqueeze",
    ];

    /// <summary>The first operator behind a node that could mix rows; null when there is none.</summary>
    /// <param name="graph">The model's graph.</param>
    /// <param name="node">Writes the padded rows.</param>
    public static OnnxOperator? MixedBy(OnnxGraph graph, OnnxOperator node)
    {
        var padded = node.Outputs.ToHashSet();
        foreach (var reader in graph.Operators.Where(o => o.Inputs.Any(i => i.Length > 0 && padded.Contains(i))))
        {
            if (reader.Domain is not ("" or "ai.onnx") || !KeepRowsApart.Contains(reader.OpType))
            {
                return reader;
            }

            padded.UnionWith(reader.Outputs);
        }

        return null;
    }
}
