using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeTool;

/// <summary>Answers for scripts: one JSON value on standard output, member names in camel case.</summary>
public static class JsonText
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static void WriteJson<T>(this Terminal terminal, T value) => terminal.Out.WriteLine(Of(value));
}
