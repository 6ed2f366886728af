namespace EdgeRuntime.Devices;

/// <summary>
/// Finds chips by label, because their numbers change with the kernel: the header of a Raspberry Pi 5 was gpiochip4, then gpiochip0.
/// </summary>
internal static class GpioChips
{
    /// <summary>What the chip behind the pin header is called: Pi 5; Pi 4; Pi 3 and Zero 2 W.</summary>
    private static readonly string[] HeaderLabels = ["pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835"];

    /// <param name="chip">Label, name or path; empty for the chip behind the pin header, or the only one.</param>
    /// <exception cref="GpioException">There is none such; says which there are.</exception>
    public static GpioChip Open(string chip)
    {
        if (chip.StartsWith('/'))
        {
            return new GpioChip(chip);
        }

        var (chips, refused) = OpenAll();
        string[] wanted = chip.Length > 0 ? [chip] : HeaderLabels;
        var found = wanted.Select(name => chips.Find(c => c.Label == name || c.Name == name)).FirstOrDefault(c => c is not null)
            ?? (chip.Length == 0 && chips.Count == 1 ? chips[0] : null);
        var there = string.Join(", ", chips.Select(c => $"{c.Name} ({c.Label})"));
        foreach (var other in chips)
        {
            if (other != found)
            {
                other.Dispose();
            }
        }

        var missing = chip.Length > 0 ? $"no GPIO chip is called '{chip}'" : "no GPIO chip is known to be the pin header's";
        return found ?? throw refused
            ?? new GpioException(there.Length > 0 ? $"{missing}: name one of {there}" : "this machine has no GPIO chip (/dev/gpiochip*)");
    }

    private static (List<GpioChip> Chips, GpioException? Refused) OpenAll()
    {
        var chips = new List<GpioChip>();
        GpioException? refused = null;
        foreach (var path in Directory.EnumerateFiles("/dev", "gpiochip*").Order(StringComparer.Ordinal))
        {
            try
            {
                chips.Add(new GpioChip(path));
            }
            catch (GpioException e)
            {
                refused = e;
            }
        }

        return (chips, refused);
    }
}
