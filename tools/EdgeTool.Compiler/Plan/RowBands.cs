using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// Computes a chain of convolutions band by band: a few rows of the last output at a time, through all of them, so that what lies between
/// them is never whole. Every output element is computed from the same numbers as before. Rows that two bands read are computed twice.
/// </summary>
/// <remarks>
/// Rows of one NHWC image lie one after the other, so a band of the last output is written in its place. "Patch-based inference" of Lin et
/// al., MCUNetV2 (2021), section 3.1, with patches as wide as the image.
/// </remarks>
internal static class RowBands
{
    /// <summary>The graph with nodes <paramref name="first"/> to <paramref name="last"/>, both included, in bands; null where that cannot be done.</summary>
    /// <param name="graph">Stays as it is; the new one has the same values and other nodes.</param>
    /// <param name="first">First node of the chain.</param>
    /// <param name="last">Its last node.</param>
    /// <param name="bands">Number of bands, 2 at least.</param>
    public static Graph? Of(Graph graph, int first, int last, int bands)
    {
        var chain = graph.Nodes.GetRange(first, last - first + 1);
        var windows = chain.Select(WindowRows.Of).OfType<WindowRows>().ToArray();
        if (windows.Length < chain.Count || !IsChain(graph, chain) || Split(chain[^1].Outputs[0], bands) is not { } parts)
        {
            return null;
        }

        var nodes = new List<Node>();
        var joined = new List<Value>();
        foreach (var part in parts)
        {
            var rows = RowsOf(chain, windows, part);
            if (rows.Any(r => r.Count < 1))
            {
                return null;
            }

            joined.Add(Add(nodes, chain, windows, rows));
        }

        var output = chain[^1].Outputs[0];
        nodes.Add(Node.Of(output.Name, new Concatenation { Axis = 1 }, joined, [output], chain[^1].SourceIndex));
        var banded = new Graph { Contract = graph.Contract };
        banded.Inputs.AddRange(graph.Inputs);
        banded.Outputs.AddRange(graph.Outputs);
        banded.Nodes.AddRange([.. graph.Nodes[..first], .. nodes, .. graph.Nodes[(last + 1)..]]);
        return banded;
    }

    /// <summary>Each node's output is read by the next one and by nothing else.</summary>
    private static bool IsChain(Graph graph, List<Node> chain)
    {
        for (var i = 0; i + 1 < chain.Count; i++)
        {
            var value = chain[i].Outputs[0];
            if (!ReferenceEquals(chain[i + 1].Inputs[0], value) || graph.Outputs.Contains(value) || graph.Nodes.Sum(n => n.Inputs.Count(v => ReferenceEquals(v, value))) != 1)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>About equal bands that begin where an aligned block may; null when there are too few rows.</summary>
    private static List<Rows>? Split(Value output, int bands)
    {
        var height = output.Shape[1];
        var rowBytes = output.Info.ByteLength / height;
        var step = 1;
        while (step < height && rowBytes * step % ArenaPlanner.Alignment != 0)
        {
            step++;
        }

        var parts = new List<Rows>();
        for (var (band, begin) = (1, 0); band <= bands; band++)
        {
            var end = band == bands ? height : (int)Math.Round((double)height * band / bands / step) * step;
            if (end <= begin || end > height)
            {
                return null;
            }

            parts.Add(new Rows(begin, end));
            begin = end;
        }

        return parts;
    }

    /// <summary>Rows of the chain's input, and of each node's output, that a band of the last output needs.</summary>
    private static Rows[] RowsOf(List<Node> chain, WindowRows[] windows, Rows part)
    {
        var rows = new Rows[chain.Count + 1];
        rows[^1] = part;
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            rows[i] = windows[i].InputOf(rows[i + 1], chain[i].Inputs[0]!.Shape[1]);
        }

        return rows;
    }

    /// <returns>The band of the last output.</returns>
    private static Value Add(List<Node> nodes, List<Node> chain, WindowRows[] windows, Rows[] rows)
    {
        var band = chain[0].Inputs[0]!;
        if (rows[0].Count < band.Shape[1])
        {
            var slice = BandOf(band, rows[0]);
            nodes.Add(Node.Of(slice.Name, new Slice { Begin = PerAxis.Of(0, rows[0].Begin, 0, 0) }, [band], [slice]));
            band = slice;
        }

        for (var i = 0; i < chain.Count; i++)
        {
            var output = BandOf(chain[i].Outputs[0], rows[i + 1]);
            nodes.Add(WindowRows.Over(chain[i], band, output, windows[i].PadAbove(rows[i + 1])));
            band = output;
        }

        return band;
    }

    private static Value BandOf(Value whole, Rows rows) => new()
    {
        Name = $"{whole.Name}/rows {rows.Begin}-{rows.End - 1}",
        Type = whole.Type,
        Shape = new Shape(1, rows.Count, whole.Shape[2], whole.Shape[3]),
        Scales = whole.Scales,
        ZeroPoint = whole.ZeroPoint,
        ChannelAxis = whole.ChannelAxis,
    };
}
