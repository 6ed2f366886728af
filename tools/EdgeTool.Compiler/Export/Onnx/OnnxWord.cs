namespace EdgeTool.Compiler.Onnx;

/// <summary>Writes one node of the graph as ONNX operators, and tells the export what its outputs are called.</summary>
/// <exception cref="UnsupportedException">This use of the operator has no words in ONNX.</exception>
internal delegate void OnnxWord(Node node, ExportGraph graph);
