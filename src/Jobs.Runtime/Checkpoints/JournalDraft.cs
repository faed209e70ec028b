using Jobs.Store;

namespace Jobs.Checkpoints;

/// <summary>A journal entry on its way to the store.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Marks">How many changes of each journaled member are in it.</param>
/// <param name="PieceBytes">What of it is a piece of a fold; null when it has none.</param>
/// <param name="EndsFold">Whether that piece is the last one.</param>
internal sealed record JournalDraft(StoredJournalEntry Entry, int[] Marks, int? PieceBytes = null, bool EndsFold = false);
