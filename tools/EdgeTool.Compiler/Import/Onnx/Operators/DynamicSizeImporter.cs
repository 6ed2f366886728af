namespace EdgeTool.Compiler.Onnx;

/// <summary>Operators whose data decide how many elements they give.</summary>
internal sealed class DynamicSizeImporter(string opType) : IOnnxImporter
{
    public string OpType => opType;

    public void Import(OnnxNode node, OnnxGraphBuilder graph) => throw Refusal();

    public static UnsupportedException Refusal() => new(
        "gives as many elements as its data say, while memory is planned beforehand", "end the model before it and do this step in the program around it");
}
