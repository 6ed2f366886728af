using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Broadcasts to the shape that data and the given one have in common.</summary>
internal sealed class ExpandImporter : IOnnxImporter
{
    public string OpType => "Expand";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, wanted) = (node.Require(0, "input"), node.ConstantInts(1, "shape"));
        var rank = Math.Max(input.Shape.Rank, wanted.Length);
        var dimensions = new int[rank];
        for (var axis = 1; axis <= rank; axis++)
        {
            var (own, given) = (axis <= input.Shape.Rank ? input.Shape[-axis] : 1, axis <= wanted.Length ? wanted[^axis] : 1);
            if (own != given && own != 1 && given != 1)
            {
                throw new UnsupportedException($"expands {input.Shape} to [{string.Join(", ", wanted)}]", "expand only axes of size 1");
            }

            dimensions[^axis] = given == 1 ? own : given;
        }

        graph.Output(node, 0, graph.Expand(node, input, new Shape(dimensions), "expand"));
    }
}
