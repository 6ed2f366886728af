using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Transposed convolution over one to three spatial axes; groups one after another, dilation as zeros between constant weights.</summary>
internal sealed class ConvTransposeImporter : IOnnxImporter
{
    public string OpType => "ConvTranspose";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, weights, bias) = (node.Require(0, "X"), node.Require(1, "W"), node.Input(2));
        var (rank, groups) = (input.Shape.Rank, node.Int32("group", 1));
        if (rank is not (3 or 4 or 5) || weights.Shape.Rank != rank || groups < 1 || weights.Shape[0] != input.Shape[1] || input.Shape[1] % groups != 0)
        {
            throw new UnsupportedException($"spreads {input.Shape} with {weights.Shape} in {groups} groups", "use one to three spatial axes and fitting channels");
        }

        if (rank == 5)
        {
            graph.Output(node, 0, OnnxVolumeSpreading.Spread(node, graph, input, weights, bias));
            return;
        }

        var planes = rank == 3 ? graph.Reshape(node, weights, new Shape(weights.Shape[0], weights.Shape[1], 1, weights.Shape[2]), "weights/row") : weights;
        var dilations = node.Ints("dilations") ?? [.. Enumerable.Repeat(1, rank - 2)];
        var dilated = OnnxDilation.OfWeights(node, graph, planes, rank == 3 ? [1, .. dilations] : dilations);
        var window = OnnxSpreading.Of(node, input.Shape.Span[2..], dilated.Shape.Span[(6 - rank)..]);
        var record = window.Record;
        var (pixels, outC) = (graph.ToNhwc(node, input), weights.Shape[1]);
        var shape = new Shape(input.Shape[0], window.OutputH, window.OutputW, outC);
        if (groups > 1 && OnnxDense.OfGroups(node, graph, dilated, groups) is { } dense)
        {
            (dilated, outC, groups) = (dense, outC * groups, 1);
            shape[3] = outC;
        }

        if (groups == 1)
        {
            var filter = graph.Transpose(node, dilated, [1, 2, 3, 0], "weights");
            graph.Output(node, 0, graph.FromNhwc(node, graph.Add(node, "spread", record, [pixels, filter, bias], input.Type, shape), rank));
            return;
        }

        var inC = input.Shape[1] / groups;
        var parts = new List<Value>();
        for (var g = 0; g < groups; g++)
        {
            var slice = graph.Add(node, $"input {g}", new Slice { Begin = PerAxis.Of(0, 0, 0, g * inC) }, [pixels], input.Type, pixels.Shape.With(3, inC));
            var own = graph.Add(node, $"weights {g}", new Slice { Begin = PerAxis.Of(g * inC) }, [dilated], input.Type, dilated.Shape.With(0, inC));
            var ownBias = bias is null ? null : graph.Add(node, $"bias {g}", new Slice { Begin = PerAxis.Of(g * outC) }, [bias], bias.Type, new Shape(outC));
            parts.Add(graph.Add(node, $"spread {g}", record, [slice, graph.Transpose(node, own, [1, 2, 3, 0], $"filter {g}"), ownBias], input.Type, shape));
        }

        var joined = graph.Add(node, "joined", new Concatenation { Axis = 3 }, parts, input.Type, shape.With(3, outC * groups));
        graph.Output(node, 0, graph.FromNhwc(node, joined, rank));
    }
}
