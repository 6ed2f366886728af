using System.Text.Json;
using EdgeRuntime.Inference;
using EdgeRuntime.Kernels;

namespace EdgeRuntime.Host;

/// <summary>A self-test for scripts.</summary>
internal static class SelfTestJson
{
    public static void Write(Utf8JsonWriter json, Interpreter interpreter, SelfTestMeasurement measured)
    {
        var model = interpreter.Model;
        json.WriteStartObject();
        json.WriteString("model", model.Contract.Name);
        json.WriteString("contentHash", model.ContentHash);
        json.WriteNumber("fileBytes", model.LengthBytes);
        json.WriteNumber("arenaBytes", model.ArenaBytes);
        json.WriteNumber("repackedBytes", interpreter.RepackedBytes);
        json.WriteString("cpuFeatures", Cpu.Allowed.ToString());
        json.WriteNumber("threads", interpreter.Threads);
        json.WriteStartArray("steps");
        for (var step = 0; step < interpreter.StepCount; step++)
        {
            json.WriteStartObject();
            json.WriteString("operator", model.Steps[step].OpCode.ToString());
            json.WriteString("kernel", interpreter.VariantOf(step).Name);
            json.WriteString("name", model.StepName(step));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("loadMs", measured.LoadMs);
        json.WriteNumber("firstInferenceMs", measured.FirstInferenceMs);
        if (measured.ShortestUs is { } shortestUs)
        {
            json.WriteNumber("shortestUs", shortestUs);
        }

        if (measured.Repeated is var (count, meanUs, allocatedBytes))
        {
            json.WriteStartObject("repeat");
            json.WriteNumber("inferences", count);
            json.WriteNumber("meanUs", meanUs);
            json.WriteNumber("allocatedBytes", allocatedBytes);
            json.WriteEndObject();
        }

        json.WriteNumber("peakRssBytes", measured.Memory.PeakBytes);
        json.WriteNumber("rssBytes", measured.Memory.ResidentBytes);
        json.WriteNumber("anonymousBytes", measured.Memory.AnonymousBytes);
        json.WriteNumber("cases", measured.Report.Cases);
        json.WriteBoolean("passed", measured.Report.Passed);
        json.WriteString("verdict", measured.Report.ToString());
        json.WriteEndObject();
    }
}
