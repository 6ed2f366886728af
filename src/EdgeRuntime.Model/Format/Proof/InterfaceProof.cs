namespace EdgeRuntime.Model;

/// <summary>Model inputs and outputs: tensor indices, proved against the tensors.</summary>
internal readonly struct InterfaceProof
{
    private InterfaceProof(int[] inputs, int[] outputs) => (Inputs, Outputs) = (inputs, outputs);

    public int[] Inputs { get; }

    public int[] Outputs { get; }

    public static InterfaceProof Prove(in SectionTable sections, ReadOnlySpan<TensorRecord> tensors, int stepCount)
    {
        var at = sections.OffsetOf(SectionKind.Interface);
        var words = sections.RecordsOf<int>(SectionKind.Interface, sizeof(int), FaultKind.InterfaceCount, 2 + (2 * FormatLimits.Interfaces));
        var inputs = List(words, 0, at, "inputs", 0);
        var outputs = List(words, 1 + inputs.Length, at, "outputs", 1);
        var used = 2 + inputs.Length + outputs.Length;
        Fault.Unless(used == words.Length, FaultKind.InterfaceCount, at, "interface entries", $"{used}", words.Length);
        var seen = new HashSet<int>();
        foreach (var i in inputs)
        {
            Fault.Unless((uint)i < (uint)tensors.Length && tensors[i].Kind == TensorKind.Arena && tensors[i].FirstStep == -1 && seen.Add(i), FaultKind.InterfaceIndex, at,
                "model input", "a tensor in the arena from the start, named once", i);
        }

        foreach (var i in outputs)
        {
            Fault.Unless((uint)i < (uint)tensors.Length && (tensors[i].Kind != TensorKind.Arena || tensors[i].LastStep == stepCount) && tensors[i].Blocks.IsRowMajor, FaultKind.InterfaceIndex, at,
                "model output", "a row-major tensor that lives until the end", i);
        }

        return new InterfaceProof(inputs, outputs);
    }

    private static int[] List(ReadOnlySpan<int> words, int start, long at, string what, int min)
    {
        Fault.Unless(start < words.Length, FaultKind.InterfaceCount, at, $"count of model {what}", "a number", "the section's end");
        var count = words[start];
        Fault.Unless(count >= min && count <= FormatLimits.Interfaces && Extent.Fits(start + 1, count, words.Length), FaultKind.InterfaceCount, at + (start * 4L),
            $"count of model {what}", $"{min}..{FormatLimits.Interfaces}, within the section", count);
        return words.Slice(start + 1, count).ToArray();
    }
}
