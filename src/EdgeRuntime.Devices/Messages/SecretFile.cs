namespace EdgeRuntime.Devices;

/// <summary>Files with a password or a token.</summary>
internal static class SecretFile
{
    /// <summary>In the folder in which systemd hands secrets to a service (LoadCredential=), or else beside the pipeline file.</summary>
    public static string PathOf(string file, DeviceContext context) =>
        Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder && File.Exists(Path.Combine(folder, file))
            ? Path.Combine(folder, file)
            : context.PathOf(file);
}
