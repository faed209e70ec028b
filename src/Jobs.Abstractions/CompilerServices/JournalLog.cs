using System.ComponentModel;
using System.Text.Json;

namespace Jobs.CompilerServices;

/// <summary>
/// The changes of a journaled collection that are not durable yet, and how far it is folded. A fold writes all items anew, in
/// pieces that ride on the entries of ordinary checkpoints: once the last piece is stored, the entries before the first are
/// not needed any more. On the wire an entry is <c>[changes]</c>, or with a piece
/// <c>{"changes":[…],"folded":[items],"done":true}</c>: the piece holds items as they are after the changes. Not thread-safe.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JournalLog
{
    private enum FoldState
    {
        None,
        Begins,
        Goes,
        Done,
    }

    private FoldState _fold;
    private FoldBudget? _budget;
    private long _pieceStart;
    private long _partStart = -1;
    private bool _hasParts;

    private protected JournalLog()
    {
    }

    /// <summary>How many changes were made since the last acknowledged write.</summary>
    public abstract int PendingChanges { get; }

    /// <summary>Whether the next entry has to name the collection.</summary>
    public bool HasToWrite => PendingChanges > 0 || _fold == FoldState.Begins || (_fold == FoldState.Goes && _budget is { BytesLeft: > 0 });

    /// <summary>Whether all its items are in the pieces and changes since the fold began.</summary>
    public bool IsFolded => _fold == FoldState.Done;

    /// <summary>Whether it was rebuilt from the beginning of a fold, and not yet from its end.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>How many bytes of JSON its items took where it was rebuilt from: in a full entry, or in the pieces of a fold.</summary>
    public long FoldedBytes { get; private set; }

    /// <summary>Where the fold stands: the place that the next piece begins at. Changes before it move it.</summary>
    internal int FoldedTo { get; set; }

    /// <summary>Whether changes before <see cref="FoldedTo"/> have to move it.</summary>
    internal bool IsFolding => _fold is FoldState.Begins or FoldState.Goes;

    /// <summary>Forgets the oldest <paramref name="changes"/> pending changes: they are durable.</summary>
    public abstract void Acknowledge(int changes);

    /// <summary>Begins a fold: the next entry names the collection and carries its first piece.</summary>
    public void BeginFold() => (_fold, FoldedTo) = (FoldState.Begins, 0);

    /// <summary>Lets the next entry carry a piece, if a fold is under way.</summary>
    public void AllowPiece(FoldBudget budget) => _budget = budget;

    /// <summary>Ends a fold: all of it is stored, or it is given up.</summary>
    public void EndFold() => (_fold, _budget) = (FoldState.None, null);

    /// <summary>Opens an entry and its changes.</summary>
    /// <returns>Whether a piece follows: <see cref="BeginPiece"/>.</returns>
    internal bool BeginEntry(Utf8JsonWriter writer)
    {
        var hasPiece = _budget is not null && (_fold == FoldState.Begins || (_fold == FoldState.Goes && _budget.BytesLeft > 0));
        if (hasPiece)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("changes"u8);
        }

        return hasPiece;
    }

    /// <summary>Opens a piece, behind the changes.</summary>
    internal void BeginPiece(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("folded"u8);
        writer.WriteStartArray();
        _pieceStart = Position(writer);
    }

    /// <summary>Whether the piece may have another item.</summary>
    internal bool HasRoom(Utf8JsonWriter writer) => Position(writer) - _pieceStart < _budget!.BytesLeft;

    /// <summary>A slot without an item costs a little of the budget, so that a step through many of them is bounded too.</summary>
    internal void PassFreeSlot() => _budget!.Use(1);

    /// <summary>Closes a piece and its entry.</summary>
    internal void EndPiece(Utf8JsonWriter writer, bool isDone)
    {
        _budget!.Use((int)(Position(writer) - _pieceStart));
        _budget = null;
        _fold = isDone ? FoldState.Done : FoldState.Goes;
        writer.WriteEndArray();
        if (isDone) writer.WriteBoolean("done"u8, true);
        writer.WriteEndObject();
    }

    /// <summary>Begins to read an entry, on whose first token the reader stands, and moves on to the first part of it that counts.</summary>
    /// <param name="reader">Left on the array of that part.</param>
    /// <param name="full">Whether what the collection holds gives way: to all items, or to the first piece of a fold.</param>
    internal JournalPart BeginRead(ref Utf8JsonReader reader, bool full)
    {
        if (full) FoldedBytes = 0;
        _partStart = -1;
        _hasParts = reader.TokenType == JsonTokenType.StartObject;
        if (_hasParts)
        {
            if (full) IsPartial = true;
            return NextPart(ref reader);
        }

        if (full) IsPartial = false;
        JobJson.BeginArray(ref reader);
        return full ? BeginItems(ref reader) : JournalPart.Changes;
    }

    /// <summary>Moves on to the next part that counts.</summary>
    internal JournalPart NextPart(ref Utf8JsonReader reader)
    {
        if (_partStart >= 0) FoldedBytes += reader.BytesConsumed - _partStart;
        _partStart = -1;
        while (_hasParts && JobJson.NextMember(ref reader))
        {
            var isChanges = reader.ValueTextEquals("changes"u8);
            var isFolded = reader.ValueTextEquals("folded"u8);
            if (reader.ValueTextEquals("done"u8)) IsPartial = false;
            reader.Read();
            if (isChanges)
            {
                JobJson.BeginArray(ref reader);
                return JournalPart.Changes;
            }

            // Whoever was rebuilt from an older base has these items already.
            if (isFolded && IsPartial)
            {
                JobJson.BeginArray(ref reader);
                return BeginItems(ref reader);
            }

            reader.Skip();
        }

        return JournalPart.None;
    }

    /// <summary>The error of what was stored apart and is one by the comparer of today.</summary>
    internal static PayloadShapeException OneByComparer(string what, string? second = null) => new(
        $"it was stored with two {what} that are one by the comparer which its initializer gives it now" + (second is null ? "" : $", the second '{second}'"),
        "Give the initializer its old comparer back.");

    private JournalPart BeginItems(ref Utf8JsonReader reader)
    {
        _partStart = reader.BytesConsumed;
        return JournalPart.Items;
    }

    private static long Position(Utf8JsonWriter writer) => writer.BytesCommitted + writer.BytesPending;
}
