namespace EdgeTool.Compiler.Onnx;

/// <summary>Turns one ONNX operator into nodes. One class per operator, listed in <see cref="OnnxImporters"/>.</summary>
public interface IOnnxImporter
{
    /// <summary>op_type of the node.</summary>
    string OpType { get; }

    /// <summary>"" is the standard domain, ai.onnx.</summary>
    string Domain => "";

    /// <summary>First operator set of the standard domain in which the operator means what it means today.</summary>
    int MinOpset => OnnxImporters.MinOpset;

    /// <summary>Adds the nodes for one operator, in the layout of ONNX, and names its results with <see cref="OnnxGraphBuilder.Output"/>.</summary>
    /// <exception cref="UnsupportedException">This use of the operator is not supported: the message says why and what to do.</exception>
    void Import(OnnxNode node, OnnxGraphBuilder graph);
}
