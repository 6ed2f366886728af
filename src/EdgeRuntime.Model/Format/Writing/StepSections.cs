using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Steps, operands and operator records of an image as the bytes of their sections.</summary>
internal sealed class StepSections
{
    public StepSections(ModelImage image, StringPool strings)
    {
        var records = new StepRecord[image.Steps.Count];
        var operands = new List<int>();
        var parameters = new List<byte>();
        for (var i = 0; i < records.Length; i++)
        {
            var step = image.Steps[i];
            var offset = (int)Extent.Align(parameters.Count, StepProof.RecordAlignment);
            parameters.AddRange(new byte[offset - parameters.Count]);
            parameters.AddRange(step.Record.Span);
            records[i] = new StepRecord
            {
                OpCode = step.OpCode,
                NameOffset = strings.Add(step.Name),
                RecordOffset = offset,
                RecordLength = step.Record.Length,
                FirstOperand = operands.Count,
                InputCount = step.Inputs.Count,
                OutputCount = step.Outputs.Count,
                SourceIndex = step.SourceIndex,
                ScratchOffset = step.ScratchBytes == 0 ? 0 : step.ScratchOffset,
                ScratchBytes = step.ScratchBytes,
            };
            operands.AddRange(step.Inputs);
            operands.AddRange(step.Outputs);
        }

        Records = MemoryMarshal.AsBytes(records.AsSpan()).ToArray();
        Operands = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(operands)).ToArray();
        Parameters = [.. parameters];
    }

    public byte[] Records { get; }

    public byte[] Operands { get; }

    public byte[] Parameters { get; }
}
