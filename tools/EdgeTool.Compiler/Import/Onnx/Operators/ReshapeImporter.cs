using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Another shape: 0 keeps the input's dimension (unless allowzero), -1 stands for what is left.</summary>
internal sealed class ReshapeImporter : IOnnxImporter
{
    public string OpType => "Reshape";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "data");
        var dimensions = node.Opset < 5 ? node.Ints("shape") ?? [] : node.ConstantInts(1, "shape");
        if (dimensions.Length > Shape.MaxRank)
        {
            throw new UnsupportedException($"reshapes to rank {dimensions.Length}", $"keep to {Shape.MaxRank} dimensions");
        }

        var (known, open) = (1L, -1);
        for (var i = 0; i < dimensions.Length; i++)
        {
            if (dimensions[i] == 0 && !node.Flag("allowzero"))
            {
                dimensions[i] = input.Shape[i];
            }

            open = dimensions[i] == -1 ? i : open;
            known *= dimensions[i] == -1 ? 1 : dimensions[i];
        }

        if (open >= 0)
        {
            dimensions[open] = known > 0 ? (int)(input.Shape.ElementCount / known) : 0;
        }

        if (input.Shape.IsEmpty() != dimensions.Contains(0))
        {
            throw new UnsupportedException($"reshapes {input.Shape} to [{string.Join(", ", dimensions)}]", "keep the number of elements");
        }

        graph.Output(node, 0, graph.Reshape(node, input, new Shape(dimensions)));
    }
}
