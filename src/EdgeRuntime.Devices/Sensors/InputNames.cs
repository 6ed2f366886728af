using System.Text.Json;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Which of its inputs a converter reads: setting <c>channels</c>.</summary>
internal static class InputNames
{
    /// <param name="settings">Of the converter.</param>
    /// <param name="inputs">What its inputs are called.</param>
    /// <param name="usual">The one that is read when the setting is left out.</param>
    /// <returns>At least one; none when the setting is wrong, which is then noted.</returns>
    public static IReadOnlyList<string> Read(ConfigNode settings, IReadOnlyList<string> inputs, string usual)
    {
        if (settings.Value("channels") is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0)
        {
            settings.Refuse("channels", "no channel", $"at least one of {string.Join(", ", inputs)}");
            return [];
        }

        return settings.Names("channels", inputs) ?? [usual];
    }
}
