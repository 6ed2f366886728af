using EdgeTool.Compiler.Datasets;
using EdgeTool.Compiler.Onnx;

namespace EdgeTool;

/// <summary>A model's outputs as <c>output_0.npy</c>, <c>output_0.bin</c> ... in a folder.</summary>
internal static class OutputFiles
{
    /// <param name="outputs">In the model's order.</param>
    /// <param name="folder">Made when it is not there.</param>
    /// <param name="declared">Types that an ONNX model declares for them; empty to write them as they are.</param>
    public static void Write(IReadOnlyList<RunOutput> outputs, string folder, IReadOnlyList<OnnxType> declared)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < outputs.Count; i++)
        {
            var info = outputs[i].Info;
            var type = i < declared.Count ? declared[i] : OnnxType.Undefined;
            var bytes = OnnxElements.Give(type, outputs[i].Bytes);
            NpyWriter.Write(Path.Combine(folder, $"output_{i}.npy"), OnnxElements.NumpyType(type) ?? NpyWriter.TypeOf(info.Type), info.Shape, bytes);
            File.WriteAllBytes(Path.Combine(folder, $"output_{i}.bin"), bytes);
        }
    }

    /// <summary>One line for each output: what it is and its first real values.</summary>
    public static void Print(IReadOnlyList<RunOutput> outputs, string folder, Terminal terminal)
    {
        const int Shown = 8;
        for (var i = 0; i < outputs.Count; i++)
        {
            var info = outputs[i].Info;
            var stored = Elements.ToFloats(outputs[i].Bytes, info.Type);
            var real = info.Scale > 0 ? Array.ConvertAll(stored, v => info.Scale * (v - info.ZeroPoint)) : stored;
            var values = string.Join(' ', real.Take(Shown).Select(v => Tables.Number(v, 4))) + (real.Length > Shown ? " ..." : "");
            terminal.Out.WriteLine($"{Path.Combine(folder, $"output_{i}.npy")}  {info}  {values}");
        }
    }
}
