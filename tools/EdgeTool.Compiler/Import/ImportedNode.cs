using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>What an importer made must obey the operator's law and have a kernel; otherwise this use of it is not supported.</summary>
internal static class ImportedNode
{
    /// <summary>The first rule that does not hold; null when all do.</summary>
    public static UnsupportedException? Fault(IEnumerable<Node> nodes)
    {
        foreach (var node in nodes)
        {
            var (inputs, outputs) = (node.InputInfos, node.OutputInfos);
            try
            {
                node.Law.Check(node.RecordBytes, new OperandSet(inputs, outputs));
                if (KernelCatalog.For(node.OpCode) is not { } kernel)
                {
                    return new UnsupportedException($"has no kernel ({node.OpCode})", "use a build that has one");
                }

                kernel.Bind(new StepView(node.RecordBytes, new OperandSet(inputs, outputs)), CpuFeatures.None, out _);
            }
            catch (LawException e)
            {
                return new UnsupportedException($"needs {e.What} {e.Expected}, but has {e.Found}", RemedyFor(e.Kind));
            }
        }

        return null;
    }

    private static string RemedyFor(FaultKind kind) => kind switch
    {
        FaultKind.OperandType => "convert with element types that this operator computes in",
        FaultKind.Quantization => "quantize again, with the standard int8 scheme",
        FaultKind.OperandKind or FaultKind.OperandMissing or FaultKind.OperandCount => "make these operands constants when converting",
        _ => "change this in the source model and convert again",
    };
}
