using System.Runtime.InteropServices;

namespace ActiveLabel.Learning.Boosting;

/// <summary>The functions of LightGBM's C interface that a training takes. They return 0, or else there is a last error.</summary>
internal static unsafe partial class LightGbmLibrary
{
    public const int Float32 = 0, Int32 = 2;

    private const string Name = "lib_lightgbm";

    /// <exception cref="InvalidOperationException">LightGBM refused; the message is its own.</exception>
    public static void Check(int result)
    {
        if (result != 0)
            throw new InvalidOperationException($"LightGBM: {Marshal.PtrToStringUTF8(LastError())}");
    }

    [LibraryImport(Name, EntryPoint = "LGBM_GetLastError")]
    private static partial nint LastError();

    [LibraryImport(Name, EntryPoint = "LGBM_DatasetCreateFromMat", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateDataset(
        void* data, int dataType, int rows, int columns, int isRowMajor, string parameters, nint reference, out nint dataset);

    [LibraryImport(Name, EntryPoint = "LGBM_DatasetSetField", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetField(nint dataset, string field, void* values, int count, int dataType);

    [LibraryImport(Name, EntryPoint = "LGBM_DatasetFree")]
    public static partial int FreeDataset(nint dataset);

    [LibraryImport(Name, EntryPoint = "LGBM_BoosterCreate", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateBooster(nint dataset, string parameters, out nint booster);

    [LibraryImport(Name, EntryPoint = "LGBM_BoosterUpdateOneIter")]
    public static partial int Update(nint booster, out int isFinished);

    [LibraryImport(Name, EntryPoint = "LGBM_BoosterSaveModelToString")]
    public static partial int Save(nint booster, int first, int count, int importance, long room, out long length, byte* text);

    [LibraryImport(Name, EntryPoint = "LGBM_BoosterFree")]
    public static partial int FreeBooster(nint booster);
}
