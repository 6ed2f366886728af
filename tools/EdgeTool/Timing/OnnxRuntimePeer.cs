using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeTool;

/// <summary>A model in ONNX Runtime as it is fastest from C#: all graph optimizations, no spinning, inputs and outputs allocated once.</summary>
public sealed class OnnxRuntimePeer : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;

    /// <param name="file">An ONNX model of fixed shapes.</param>
    /// <param name="threads">Of one operator.</param>
    /// <exception cref="ToolException">The native library is missing, or does not take the model.</exception>
    public OnnxRuntimePeer(byte[] file, int threads)
    {
        NativeOnnxRuntime.Require();
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = Open(file, options);
        _inputs = [.. _session.InputNames.Select(n => Allocate(_session.InputMetadata[n]))];
        _outputs = [.. _session.OutputNames.Select(n => Allocate(_session.OutputMetadata[n]))];
        FillInputs(new Random(1));
    }

    /// <summary>One inference.</summary>
    public void Run() => _session.Run(_runOptions, _session.InputNames, _inputs, _session.OutputNames, _outputs);

    public void Dispose()
    {
        foreach (var value in _inputs.Concat(_outputs))
        {
            value.Dispose();
        }

        _runOptions.Dispose();
        _session.Dispose();
    }

    private static InferenceSession Open(byte[] file, SessionOptions options)
    {
        try
        {
            return new InferenceSession(file, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ToolException(ExitCode.Unsupported, $"ONNX Runtime does not take this model: {e.Message}");
        }
    }

    private static OrtValue Allocate(NodeMetadata metadata) => OrtValue.CreateAllocatedTensorValue(
        OrtAllocator.DefaultInstance, metadata.ElementDataType, Array.ConvertAll(metadata.Dimensions, d => (long)d));

    private void FillInputs(Random random)
    {
        foreach (var input in _inputs)
        {
            var bytes = input.GetTensorMutableRawData();
            if (input.GetTensorTypeAndShape().ElementDataType != TensorElementType.Float)
            {
                random.NextBytes(bytes);
                continue;
            }

            foreach (ref var element in MemoryMarshal.Cast<byte, float>(bytes))
            {
                element = (random.NextSingle() * 2) - 1;
            }
        }
    }
}
