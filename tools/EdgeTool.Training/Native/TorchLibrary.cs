using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TorchSharp;

namespace EdgeTool.Training;

/// <summary>
/// Finds libtorch, which does not come with the tool (500 MB), when something is to be trained: in the folder that
/// <see cref="Variable"/> names, beside the tool, or in the NuGet package folder.
/// </summary>
public static partial class TorchLibrary
{
    /// <summary>Environment variable that names a folder with libtorch and libLibTorchSharp.</summary>
    public const string Variable = "EDGE_LIBTORCH";

    /// <summary>Version of libtorch that this TorchSharp was built for.</summary>
    public const string LibTorchVersion = "2.10.0";

    private static readonly Lock Once = new();
    private static string? _problem;
    private static bool _isTried;

    /// <summary>Loads the library at the first call.</summary>
    /// <exception cref="TrainingUnavailableException">It is not there, or does not load: says what to do.</exception>
    public static void Require()
    {
        lock (Once)
        {
            if (!_isTried)
            {
                _isTried = true;
                _problem = Load();
            }
        }

        if (_problem is not null)
        {
            throw new TrainingUnavailableException(
                $"Training needs libtorch {LibTorchVersion}, which this machine does not have: get the NuGet packages libtorch-cpu-linux-x64 {LibTorchVersion} and TorchSharp "
                + $"{TorchSharpVersion} (any project that references them will do), or set {Variable} to a folder that holds their native files. Everything else works without it. ({_problem})");
        }
    }

    /// <summary>Whether something can be trained here.</summary>
    public static bool IsAvailable
    {
        get
        {
            try
            {
                Require();
                return true;
            }
            catch (TrainingUnavailableException)
            {
                return false;
            }
        }
    }

    internal static string TorchSharpVersion => typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "";

    private static string? Load()
    {
        try
        {
            KeepToWhatComputesRight();
            var found = new Dictionary<string, nint>();
            foreach (var name in (string[])["c10", "torch_cpu", "torch", "LibTorchSharp"])
            {
                var file = FileName(name);
                var path = Folders().Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
                if (path is null)
                {
                    return $"{file} is in none of {string.Join(", ", Folders().Where(Directory.Exists).DefaultIfEmpty("the known folders"))}";
                }

                found[name] = name == "LibTorchSharp" ? LoadBinding(path) : NativeLibrary.Load(path);
            }

            KeepErrorsOnly(found["c10"]);

            // TorchSharp asks for its libraries by these names; what is loaded already satisfies what they need.
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => found.GetValueOrDefault(name);
            torch.InitializeDeviceType(DeviceType.CPU);

            torch.set_num_threads(1);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or IOException or UnauthorizedAccessException or NotSupportedException
            or TypeInitializationException or EntryPointNotFoundException)
        {
            return (e.InnerException ?? e).Message.Split('\n')[0];
        }
    }

    /// <summary>
    /// oneDNN 3.7.1 is kept to one thread and to AVX2: on several threads, and with AVX-512, some of its convolutions are wrong (1x1, 96 to 112
    /// channels on 40x40 pixels). It asks OpenMP for every thread of the process anew, so only the environment says it for good.
    /// </summary>
    private static void KeepToWhatComputesRight()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetVariable("OMP_NUM_THREADS", "1", overwrite: 1);
            _ = SetVariable("ONEDNN_MAX_CPU_ISA", "AVX2", overwrite: 1);
        }
    }

    /// <summary>The C library's environment, which native libraries see; .NET keeps a copy of its own.</summary>
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    /// <summary>Warnings, such as that of a CPU that NNPACK does not know at every convolution, would bury what the tool says.</summary>
    private static unsafe void KeepErrorsOnly(nint c10)
    {
        const int Error = 2;
        if (NativeLibrary.TryGetExport(c10, "FLAGS_caffe2_log_level", out var level))
        {
            *(int*)level = Error;
        }
    }

    private static nint LoadBinding(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException e) when (e.Message.Contains(StandardLibraryVersion.Newest, StringComparison.Ordinal))
        {
            return OperatingSystem.IsLinux() ? NativeLibrary.Load(StandardLibraryVersion.CopyWithoutNeed(path)) : throw new DllNotFoundException(e.Message, e);
        }
    }

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            yield return given;
            yield break;
        }

        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        var native = Path.Combine("runtimes", $"{system}-{RuntimeInformation.OSArchitecture}".ToLowerInvariant(), "native");
        yield return AppContext.BaseDirectory;
        yield return Path.Combine(AppContext.BaseDirectory, native);
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        yield return Path.Combine(packages, $"libtorch-cpu-{system}-{RuntimeInformation.OSArchitecture}".ToLowerInvariant(), LibTorchVersion, native);
        yield return Path.Combine(packages, "torchsharp", TorchSharpVersion, native);
    }

    private static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
}

/// <summary>Nothing can be trained on this machine: the message says what is missing and where to get it.</summary>
public sealed class TrainingUnavailableException(string message) : Exception(message);
