"""An optional large language model behind an OpenAI-compatible address: what it says counts only with its words."""

from readout.llm.asker import Answer, Asker, open_asker

__all__ = ["Answer", "Asker", "open_asker"]
