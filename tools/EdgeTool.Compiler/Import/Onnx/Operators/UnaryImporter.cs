using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>A function of each element by an operator of ours that has no parameters.</summary>
internal abstract class UnaryImporter<T> : IOnnxImporter where T : unmanaged, IOperatorRecord<T>
{
    public abstract string OpType { get; }

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "input");
        graph.Output(node, 0, graph.Add(node, "result", default(T), [input], input.Type, input.Shape));
    }
}

/// <summary>1 / (1 + exp(-x)).</summary>
internal sealed class SigmoidImporter : UnaryImporter<Logistic>
{
    public override string OpType => "Sigmoid";
}

/// <summary>tanh(x).</summary>
internal sealed class TanhImporter : UnaryImporter<Tanh>
{
    public override string OpType => "Tanh";
}

/// <summary>x * min(max(x / 6 + 1 / 2, 0), 1).</summary>
internal sealed class HardSwishImporter : UnaryImporter<HardSwish>
{
    public override string OpType => "HardSwish";
}
