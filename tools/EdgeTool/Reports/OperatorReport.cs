using EdgeRuntime.Inference;
using EdgeRuntime.Model;

namespace EdgeTool;

/// <summary>One step of a packed model.</summary>
/// <param name="Index">Position in execution order.</param>
/// <param name="Op">Operator.</param>
/// <param name="Name">The source node's name.</param>
/// <param name="SourceIndex">Operator of the source file; -1 when the compiler made it.</param>
/// <param name="Inputs">Operands; null for an optional one left out.</param>
/// <param name="Outputs">Results.</param>
/// <param name="Kernel">Variant bound on this machine.</param>
/// <param name="Macs">Multiply-accumulate operations of one inference.</param>
/// <param name="WeightBytes">Bytes of its constant operands.</param>
/// <param name="ScratchBytes">Scratch of one worker.</param>
public sealed record OperatorReport(
    int Index,
    string Op,
    string Name,
    int SourceIndex,
    IReadOnlyList<TensorReport?> Inputs,
    IReadOnlyList<TensorReport> Outputs,
    string Kernel,
    long Macs,
    long WeightBytes,
    long ScratchBytes)
{
    public static OperatorReport Of(Interpreter interpreter, int step)
    {
        var model = interpreter.Model;
        var record = model.Steps[step];
        var (inputs, outputs) = (model.InputsOf(step).ToArray(), model.OutputsOf(step).ToArray());
        var operands = new OperandSet(Array.ConvertAll(inputs, model.InfoOf), Array.ConvertAll(outputs, model.InfoOf));
        return new OperatorReport(
            step,
            record.OpCode.ToString(),
            model.StepName(step),
            record.SourceIndex,
            [.. inputs.Select(t => t < 0 ? null : TensorReport.Of(model, t))],
            TensorReport.Of(model, outputs),
            interpreter.VariantOf(step).Name,
            OperatorLaws.For(record.OpCode)!.Macs(model.RecordOf(step), operands),
            inputs.Where(t => t >= 0 && model.Tensors[t].Kind == TensorKind.Constant).Sum(t => model.Tensors[t].StoredBytes),
            record.ScratchBytes);
    }
}
