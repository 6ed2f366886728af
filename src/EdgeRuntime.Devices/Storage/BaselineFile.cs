using System.Text.Json;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Keeps a learned baseline across restarts, as JSON: written when it is learned, once an hour while it changes, and at the end; never from
/// the pipeline's thread. What another model learned, or what cannot be read, is left aside and learned anew.
/// </summary>
internal sealed class BaselineFile : IDisposable
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(10), WritePeriod = TimeSpan.FromHours(1);

    private readonly string _path;
    private readonly AnomalyBaseline _baseline;
    private readonly string _model;
    private readonly IReadOnlyList<string> _labels;
    private readonly Lock _writing = new();
    private readonly Timer _timer;
    private long _writtenAt = long.MinValue;
    private int _writtenVersion;

    /// <param name="path">The file.</param>
    /// <param name="baseline">Gets what the file holds, unless it was given.</param>
    /// <param name="model">Content hash of the model that it belongs to.</param>
    /// <param name="labels">Classes of that model.</param>
    public BaselineFile(string path, AnomalyBaseline baseline, string model, IReadOnlyList<string> labels)
    {
        (_path, _baseline, _model, _labels) = (path, baseline, model, labels);
        if (!baseline.IsLearned && Read() is { } kept)
        {
            baseline.Restore(kept.Means, kept.Deviations);
            (_writtenVersion, _writtenAt) = (baseline.Version, Environment.TickCount64);
        }

        _timer = new Timer(_ => Look(), null, LookPeriod, LookPeriod);
    }

    public void Dispose()
    {
        _timer.Dispose();
        Write();
    }

    private void Look()
    {
        if (_writtenAt == long.MinValue || Environment.TickCount64 - _writtenAt >= (long)WritePeriod.TotalMilliseconds)
        {
            Write();
        }
    }

    private void Write()
    {
        lock (_writing)
        {
            var version = _baseline.Version;
            if (!_baseline.IsLearned || version == _writtenVersion)
            {
                return;
            }

            var (means, deviations) = _baseline.Snapshot();
            try
            {
                DurableFile.Write(_path, Text(means, deviations));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A full or missing medium: tried again when the next write is due.
            }

            (_writtenVersion, _writtenAt) = (version, Environment.TickCount64);
        }
    }

    private byte[] Text(double[] means, double[] deviations)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, _model);
            json.WriteStartArray("classes"u8);
            for (var i = 0; i < means.Length; i++)
            {
                json.WriteStartObject();
                json.WriteString("label"u8, _labels[i]);
                json.WriteNumber("mean"u8, means[i]);
                json.WriteNumber("deviation"u8, deviations[i]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private (double[] Means, double[] Deviations)? Read()
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(_path));
            var classes = document.RootElement.GetProperty("classes").EnumerateArray()
                .Select(c => (Label: c.GetProperty("label").GetString(), Mean: c.GetProperty("mean").GetDouble(), Deviation: c.GetProperty("deviation").GetDouble()))
                .ToArray();
            return document.RootElement.GetProperty("model").GetString() == _model && classes.Select(c => c.Label).SequenceEqual(_labels)
                && Array.TrueForAll(classes, c => double.IsFinite(c.Mean) && c.Deviation >= 0 && double.IsFinite(c.Deviation))
                ? (Array.ConvertAll(classes, c => c.Mean), Array.ConvertAll(classes, c => c.Deviation))
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
