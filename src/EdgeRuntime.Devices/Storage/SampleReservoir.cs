using System.Globalization;
using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// The hardest windows of a pipeline on disk, within so many bytes: one <c>.npy</c> file each, float32 (frames, channels), named
/// <c>HARDNESS-NUMBER.npy</c> so that the folder is all the state there is. The pipeline's thread only copies a window that is harder than
/// the one waiting; a thread of its own writes at most one per interval, which keeps the medium from wearing out.
/// </summary>
public sealed class SampleReservoir : ISampleSink
{
    private const string Ending = ".npy";
    private const int HardnessDigits = 6;

    private readonly SampleReservoirSettings _settings;
    private readonly Action<string> _warn;
    private readonly Lock _lock = new(); // of the window that waits
    private readonly Lock _storing = new();
    private readonly byte[] _header;
    private readonly byte[] _file; // header, then the window that is written
    private readonly Timer? _timer;
    private readonly float[] _waiting;
    private double _waitingHardness;
    private long _number;
    private bool _hasFailed;

    /// <param name="settings">Where, how much and how often.</param>
    /// <param name="frames">Of a window.</param>
    /// <param name="channels">Of a window.</param>
    /// <param name="warn">Told when the folder cannot be used, once until it can again.</param>
    public SampleReservoir(SampleReservoirSettings settings, int frames, int channels, Action<string> warn)
    {
        (_settings, _warn) = (settings, warn);
        _header = NpyHeader.Of("<f4", new Shape(frames, channels));
        _file = new byte[_header.Length + (frames * channels * sizeof(float))];
        _header.CopyTo(_file, 0);
        _waiting = new float[frames * channels];
        if (settings.Interval > TimeSpan.Zero)
        {
            _timer = new Timer(static reservoir => ((SampleReservoir)reservoir!).Store(), this, settings.Interval, settings.Interval);
        }
    }

    /// <summary>Windows written since the start.</summary>
    public long StoredCount { get; private set; }

    public void Offer(ReadOnlySpan<float> window, double hardness)
    {
        // Whoever stores holds the lock for a copy at most; a window that meets it is let go.
        if (hardness > _waitingHardness && _lock.TryEnter())
        {
            window.CopyTo(_waiting);
            _waitingHardness = hardness;
            _lock.Exit();
        }
    }

    /// <summary>Writes the window that waits, if it is harder than what there is room for.</summary>
    public void Store()
    {
        lock (_storing)
        {
            var hardness = Take();
            if (hardness > 0)
            {
                TryStore(hardness);
            }
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        Store();
    }

    private double Take()
    {
        lock (_lock)
        {
            var hardness = _waitingHardness;
            _waitingHardness = 0;
            MemoryMarshal.AsBytes(_waiting.AsSpan()).CopyTo(_file.AsSpan(_header.Length));
            return hardness;
        }
    }

    private void TryStore(double hardness)
    {
        try
        {
            Store(hardness);
            _hasFailed = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_hasFailed)
            {
                _warn($"hard samples cannot be kept in '{_settings.Folder}': {e.Message}");
            }

            _hasFailed = true;
        }
    }

    private void Store(double hardness)
    {
        Directory.CreateDirectory(_settings.Folder);
        var stored = Stored();
        _number = Math.Max(_number, stored.Select(s => s.Number).DefaultIfEmpty().Max()) + 1;
        var rank = (int)(Math.Min(hardness, 1) * (Math.Pow(10, HardnessDigits) - 1));
        var bytes = stored.Sum(s => s.Bytes) + _file.Length;
        foreach (var easiest in stored.OrderBy(s => s.Rank).ThenBy(s => s.Number))
        {
            if (bytes <= _settings.MaxBytes)
            {
                break;
            }

            if (easiest.Rank >= rank)
            {
                return;
            }

            File.Delete(easiest.Path);
            bytes -= easiest.Bytes;
        }

        if (bytes <= _settings.MaxBytes)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{rank:D6}-{_number:D8}{Ending}");
            DurableFile.Write(Path.Combine(_settings.Folder, name), _file);
            StoredCount++;
        }
    }

    private List<StoredSample> Stored()
    {
        var samples = new List<StoredSample>();
        foreach (var file in new DirectoryInfo(_settings.Folder).EnumerateFiles("*" + Ending))
        {
            var parts = Path.GetFileNameWithoutExtension(file.Name).Split('-');
            if (parts.Length == 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var rank)
                && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var number))
            {
                samples.Add(new StoredSample(file.FullName, rank, number, file.Length));
            }
        }

        return samples;
    }

    private readonly record struct StoredSample(string Path, int Rank, long Number, long Bytes);
}

/// <summary>Where hard samples are kept.</summary>
/// <param name="Folder">Made when the first one comes.</param>
/// <param name="MaxBytes">All files together.</param>
/// <param name="Interval">At most one is written in it; zero to write only when told.</param>
public sealed record SampleReservoirSettings(string Folder, long MaxBytes, TimeSpan Interval);
