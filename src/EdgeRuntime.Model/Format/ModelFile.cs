namespace EdgeRuntime.Model;

/// <summary>
/// A model file whose every byte was checked: structure, laws of every operator, memory certificate. Holds the bytes (mapped or in
/// aligned native memory) until disposed; weights are used in place.
/// </summary>
public sealed unsafe class ModelFile : IDisposable
{
    /// <summary>Opens, checks and holds a file.</summary>
    /// <exception cref="ModelFormatException">The first thing that is wrong with it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ModelFile Open(string path, long maxFileBytes = FileHeader.DefaultMaxFileBytes) =>
        throw new InvalidOperationException("written by the format work");

    /// <summary>Copies, checks and holds bytes.</summary>
    public static ModelFile FromBytes(ReadOnlySpan<byte> bytes, long maxFileBytes = FileHeader.DefaultMaxFileBytes) =>
        throw new InvalidOperationException("written by the format work");

    public ReadOnlySpan<TensorRecord> Tensors => default;

    public ReadOnlySpan<StepRecord> Steps => default;

    /// <summary>Tensor indices of the model's inputs.</summary>
    public ReadOnlySpan<int> Inputs => default;

    /// <summary>Tensor indices of the model's outputs.</summary>
    public ReadOnlySpan<int> Outputs => default;

    public long ArenaBytes => 0;

    public ModelContract Contract { get; } = new();

    /// <summary>Lower-case hex SHA-256 from the header, proved.</summary>
    public string ContentHash => "";

    /// <summary>Bytes of the file.</summary>
    public long LengthBytes => 0;

    public int SelfTestCount => 0;

    /// <summary>Bytes of input <paramref name="input"/> in self-test case <paramref name="index"/>.</summary>
    public ReadOnlySpan<byte> SelfTestInput(int index, int input) => default;

    /// <summary>Bytes that output <paramref name="output"/> must have in self-test case <paramref name="index"/>.</summary>
    public ReadOnlySpan<byte> SelfTestOutput(int index, int output) => default;

    /// <summary>Tensor indices, -1 where an optional operand was left out.</summary>
    public ReadOnlySpan<int> InputsOf(int step) => default;

    public ReadOnlySpan<int> OutputsOf(int step) => default;

    public ReadOnlySpan<byte> RecordOf(int step) => default;

    public string TensorName(int tensor) => "";

    public string StepName(int step) => "";

    /// <summary>What laws and kernels may know of a tensor; <see cref="OperandInfo.Absent"/> for -1.</summary>
    public OperandInfo InfoOf(int tensor) => default;

    /// <summary>First byte of a constant tensor, in place.</summary>
    public byte* ConstantData(int tensor) => null;

    /// <summary>First of a tensor's scales, in place; null when it has none.</summary>
    public float* ScalesOf(int tensor) => null;

    public void Dispose()
    {
    }
}
