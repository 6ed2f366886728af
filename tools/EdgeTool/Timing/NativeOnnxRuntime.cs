using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.ML.OnnxRuntime;

namespace EdgeTool;

/// <summary>Finds ONNX Runtime's native library, which does not come with the tool, when a comparison asks for it.</summary>
public static class NativeOnnxRuntime
{
    /// <summary>Environment variable that names the library's file.</summary>
    public const string Variable = "EDGE_ONNXRUNTIME";

    private const string LibraryName = "onnxruntime";

    private static readonly Lock Once = new();
    private static bool _isSearched;

    /// <summary>Loads the library.</summary>
    /// <exception cref="ToolException">There is none, or one of another version.</exception>
    public static void Require()
    {
        lock (Once)
        {
            if (!_isSearched)
            {
                AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name.Contains(LibraryName, StringComparison.Ordinal) ? Load() : 0;
                _isSearched = true;
            }
        }

        try
        {
            _ = OrtEnv.Instance().GetVersionString();
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or OnnxRuntimeException or NullReferenceException)
        {
            throw new ToolException(
                ExitCode.Unsupported,
                $"ONNX Runtime's native library is missing or of another version than {typeof(OrtEnv).Assembly.GetName().Version?.ToString(3)}: get the NuGet package "
                + $"Microsoft.ML.OnnxRuntime of that version (any project that references it will do), or set {Variable} to the file libonnxruntime.so. ({FirstLine(e)})");
        }
    }

    private static nint Load()
    {
        foreach (var path in Candidates())
        {
            if (File.Exists(path) && NativeLibrary.TryLoad(path, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            yield return given;
        }

        var file = OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib" : "libonnxruntime.so";
        var native = Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier, "native", file);
        yield return Path.Combine(AppContext.BaseDirectory, native);
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        var portable = Path.Combine("runtimes", $"{system}-{RuntimeInformation.OSArchitecture}".ToLowerInvariant(), "native", file);
        yield return Path.Combine(packages, "microsoft.ml.onnxruntime", typeof(OrtEnv).Assembly.GetName().Version?.ToString(3) ?? "", portable);
    }

    private static string FirstLine(Exception e) => e.InnerException is { } inner ? FirstLine(inner) : e.Message.Split('\n')[0];
}
