using System.Runtime.Intrinsics.X86;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Runs the same model with ONNX Runtime, on the inputs that an interpreter holds.</summary>
internal sealed class OnnxRuntimeReference : IDisposable
{
    private readonly InferenceSession _session;

    public OnnxRuntimeReference(string path)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        Exact(options);
        try
        {
            _session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException) when (options.GraphOptimizationLevel != GraphOptimizationLevel.ORT_DISABLE_ALL)
        {
            // Its optimizer replaces the weights of some quantized LSTMs twice, and fails.
            options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL;
            _session = new InferenceSession(path, options);
        }
    }

    /// <summary>
    /// Largest difference of each output from ONNX Runtime's, relative to that output's largest magnitude; that counts as at least 0.01,
    /// because its logistic is exact to about 1e-7 only.
    /// </summary>
    public List<(string Name, double Relative)> Compare(Interpreter interpreter)
    {
        var feeds = new List<NamedOnnxValue>();
        for (var i = 0; i < interpreter.InputCount; i++)
        {
            feeds.Add(Feed(interpreter.Model.TensorName(interpreter.Model.Inputs[i]), interpreter.InputInfo(i), interpreter.InputBytes(i).ToArray()));
        }

        interpreter.Run();
        using var results = _session.Run(feeds);
        var differences = new List<(string, double)>();
        for (var o = 0; o < interpreter.OutputCount; o++)
        {
            var name = interpreter.Model.TensorName(interpreter.Model.Outputs[o]);
            var expected = Numbers(results.First(r => r.Name == name));
            var found = Numbers(interpreter.OutputInfo(o).Type, interpreter.OutputBytes(o));
            var largest = expected.Max(Math.Abs);
            differences.Add((name, expected.Length != found.Length
                ? double.PositiveInfinity
                : expected.Zip(found, (e, f) => Math.Abs(e - f)).Max() / Math.Max(largest, 0.01)));
        }

        return differences;
    }

    /// <summary>A session with every optimization, on one thread.</summary>
    public static InferenceSession Open(byte[] file)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        Exact(options);
        return new InferenceSession(file, options);
    }

    /// <summary>Outputs for inputs of the given types, or of uint8 where the file has the int8 ones 128 higher; in the given types again.</summary>
    public static double[][] Run(InferenceSession session, IReadOnlyList<OperandInfo> inputInfos, byte[][] inputs, IReadOnlyList<OperandInfo> outputInfos)
    {
        var feeds = session.InputNames.Select((name, i) =>
        {
            var info = inputInfos[i];
            return info.Type == ElementType.Int8 && session.InputMetadata[name].ElementDataType == TensorElementType.UInt8
                ? Feed(name, info with { Type = ElementType.UInt8 }, Array.ConvertAll(inputs[i], b => (byte)(b ^ 0x80)))
                : Feed(name, info, inputs[i]);
        }).ToList();
        using var results = session.Run(feeds, session.OutputNames);
        return [.. results.Select((r, o) => outputInfos[o].Type == ElementType.Int8 && r.ElementType == TensorElementType.UInt8
            ? Array.ConvertAll(Numbers(r), n => n - 128) : Numbers(r))];
    }

    /// <summary>
    /// On x64 without VNNI ONNX Runtime adds products of uint8 and int8 with saturation, unless it is asked to turn the weights into uint8
    /// (its onnxruntime_session_options_config_keys.h); it does so among its extended optimizations.
    /// </summary>
    public static void Exact(SessionOptions options)
    {
        options.AddSessionConfigEntry("session.x64quantprecision", "1");
        if (X86Base.IsSupported && !HasVnni && options.GraphOptimizationLevel == GraphOptimizationLevel.ORT_DISABLE_ALL)
        {
            options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED;
        }
    }

    /// <summary>AVX512_VNNI or AVX-VNNI: leaf 7 of CPUID, ECX bit 11 and, in its second part, EAX bit 4.</summary>
    private static bool HasVnni => ((X86Base.CpuId(7, 0).Ecx >> 11) & 1) == 1 || ((X86Base.CpuId(7, 1).Eax >> 4) & 1) == 1;

    public void Dispose() => _session.Dispose();

    private static NamedOnnxValue Feed(string name, OperandInfo info, byte[] bytes) => info.Type switch
    {
        ElementType.Float32 => Feed<float>(name, info, bytes),
        ElementType.Int8 => Feed<sbyte>(name, info, bytes),
        ElementType.UInt8 => Feed<byte>(name, info, bytes),
        ElementType.Int16 => Feed<short>(name, info, bytes),
        ElementType.Int32 => Feed<int>(name, info, bytes),
        ElementType.Int64 => Feed<long>(name, info, bytes),
        _ => throw new NotSupportedException($"{info.Type}"),
    };

    private static NamedOnnxValue Feed<T>(string name, OperandInfo info, byte[] bytes) where T : unmanaged =>
        NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(bytes.AsSpan()).ToArray(), info.Shape.Span.ToArray()));

    private static double[] Numbers(DisposableNamedOnnxValue value) => value.Value switch
    {
        Tensor<float> t => [.. t.Select(v => (double)v)],
        Tensor<long> t => [.. t.Select(v => (double)v)],
        Tensor<int> t => [.. t.Select(v => (double)v)],
        Tensor<sbyte> t => [.. t.Select(v => (double)v)],
        Tensor<byte> t => [.. t.Select(v => (double)v)],
        Tensor<short> t => [.. t.Select(v => (double)v)],
        _ => throw new NotSupportedException(value.Value.GetType().Name),
    };

    internal static double[] Numbers(ElementType type, ReadOnlySpan<byte> bytes)
    {
        var numbers = new double[bytes.Length / type.SizeBytes()];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = type switch
            {
                ElementType.Float32 => BitConverter.ToSingle(bytes[(4 * i)..]),
                ElementType.Int32 => BitConverter.ToInt32(bytes[(4 * i)..]),
                ElementType.Int64 => BitConverter.ToInt64(bytes[(8 * i)..]),
                ElementType.Int16 => BitConverter.ToInt16(bytes[(2 * i)..]),
                ElementType.Int8 => (sbyte)bytes[i],
                _ => bytes[i],
            };
        }

        return numbers;
    }
}
