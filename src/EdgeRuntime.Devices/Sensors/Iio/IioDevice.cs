using System.Globalization;

namespace EdgeRuntime.Devices;

/// <summary>
/// A device of the kernel's Industrial I/O subsystem, as it shows itself in sysfs (Documentation/ABI/testing/sysfs-bus-iio).
/// </summary>
/// <param name="folder">Its folder in sysfs.</param>
/// <param name="node">Its node in /dev, which gives what its buffer holds.</param>
internal sealed class IioDevice(string folder, string node)
{
    private const string NoRights = "let the service write it: a udev rule that gives the attributes of iio devices to its group, or set it before the service starts";

    public string Node => node;

    /// <summary>Finds a device by label, name (with or without what follows an @), or node name.</summary>
    /// <param name="root">Where the system's root is.</param>
    /// <param name="device">Label, name, or <c>iio:deviceN</c>.</param>
    /// <exception cref="IOException">There is none such, or more than one; says which there are.</exception>
    public static IioDevice Find(string root, string device)
    {
        var devices = Path.Combine(root, "sys/bus/iio/devices");
        string[] folders = Directory.Exists(devices) ? [.. Directory.EnumerateDirectories(devices, "iio:device*").Order(StringComparer.Ordinal)] : [];
        string[] found = [.. folders.Where(f => NamesOf(f).Any(name => name == device || name.Split('@')[0] == device))];
        return found.Length switch
        {
            1 => new IioDevice(found[0], Path.Combine(root, "dev", Path.GetFileName(found[0]))),
            0 => throw new IOException(folders.Length == 0
                ? "this machine has no IIO device: is the driver loaded? (ls /sys/bus/iio/devices)"
                : $"no IIO device is called '{device}': there is {string.Join(", ", folders.Select(f => string.Join(" = ", NamesOf(f))))}"),
            _ => throw new IOException($"{found.Length} IIO devices are called '{device}': name one of {string.Join(", ", found.Select(Path.GetFileName))}"),
        };
    }

    public bool Has(string attribute) => File.Exists(PathOf(attribute));

    public string PathOf(string attribute) => Path.Combine(folder, attribute);

    /// <exception cref="IOException">It is not there, or the driver refuses.</exception>
    public string Text(string attribute)
    {
        try
        {
            return File.ReadAllText(PathOf(attribute)).Trim();
        }
        catch (UnauthorizedAccessException)
        {
            throw new IOException($"{PathOf(attribute)} may not be read");
        }
    }

    /// <exception cref="IOException">It is not there, or is no number.</exception>
    public double Number(string attribute) => double.TryParse(Text(attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new IOException($"{PathOf(attribute)} holds '{Text(attribute)}'; expected a number");

    /// <summary>Sets an attribute, unless it stands there already: a service that may not write can use what was set for it.</summary>
    /// <exception cref="IOException">It is not there, may not be written, or the driver refuses.</exception>
    public void Set(string attribute, string value)
    {
        if (Text(attribute) == value)
        {
            return;
        }

        try
        {
            File.WriteAllText(PathOf(attribute), value);
        }
        catch (UnauthorizedAccessException)
        {
            throw new IOException($"{PathOf(attribute)} is {Text(attribute)}, wanted {value}: {NoRights}");
        }
        catch (IOException e)
        {
            throw new IOException($"{PathOf(attribute)} does not take {value}: {e.Message}");
        }
    }

    /// <summary>Names of the files that begin and end so, without that.</summary>
    public IEnumerable<string> Names(string subfolder, string prefix, string suffix) =>
        Directory.Exists(PathOf(subfolder))
            ? Directory.EnumerateFiles(PathOf(subfolder)).Select(f => Path.GetFileName(f))
                .Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && n.EndsWith(suffix, StringComparison.Ordinal) && n.Length > prefix.Length + suffix.Length)
                .Select(n => n[prefix.Length..^suffix.Length]).Order(StringComparer.Ordinal)
            : [];

    private static IEnumerable<string> NamesOf(string folder)
    {
        yield return Path.GetFileName(folder);
        foreach (var attribute in new[] { "label", "name" })
        {
            var path = Path.Combine(folder, attribute);
            if (File.Exists(path))
            {
                yield return File.ReadAllText(path).Trim();
            }
        }
    }
}
