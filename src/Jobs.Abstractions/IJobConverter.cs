using System.Text.Json;

namespace Jobs;

/// <summary>
/// Stores values of a type that the generator has no form for, or not the wanted one. Named with <see cref="JobConverterAttribute"/>.
/// Static, so that it has no state that a resume could lose; called from any thread.
/// </summary>
/// <typeparam name="T">The type, without <c>?</c>: null is stored by the framework, and never reaches a converter.</typeparam>
public interface IJobConverter<T>
{
    /// <summary>Writes exactly one JSON value, and not null, which stands for no value. Equal values must give equal bytes where they identify a task.</summary>
    /// <param name="writer">A writer of its own, which checks what is written.</param>
    /// <param name="value">The value; never null.</param>
    /// <exception cref="JsonException">The value cannot be stored; the message says why, and the error names job and member.</exception>
    static abstract void Write(Utf8JsonWriter writer, T value);

    /// <summary>Reads what <see cref="Write"/> wrote, today or by an older build.</summary>
    /// <param name="reader">Stands on the first token of the value, which is not null. Need not be left on its last.</param>
    /// <exception cref="JsonException">The value is not what this converter writes.</exception>
    static abstract T Read(ref Utf8JsonReader reader);
}
