# Two stages: what installs stays in the first, so that the second holds the program alone.

FROM python:3.13-slim-trixie AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv /opt/souffleur
WORKDIR /build
# The locked requirements change less often than the program: their layer is kept until they do.
COPY requirements.lock ./
RUN /opt/souffleur/bin/pip install --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
RUN /opt/souffleur/bin/pip install --no-deps --no-build-isolation . \
    && /opt/souffleur/bin/pip uninstall --yes setuptools pip


FROM python:3.13-slim-trixie

LABEL org.opencontainers.image.title="Souffleur" \
      org.opencontainers.image.description="A Discord bot that answers questions about an article, in French first, by quoting it." \
      org.opencontainers.image.licenses="MIT"

# The French thesaurus, read from /usr/share/mythes.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends mythes-fr \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent \
    --shell /usr/sbin/nologin souffleur
COPY --from=build /opt/souffleur /opt/souffleur
# To serve articles of one's own: -v ./my-articles:/corpus:ro
COPY --chmod=755 corpus /corpus

ENV PATH=/opt/souffleur/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CORPUS_DIR=/corpus
USER 10001:10001
ENTRYPOINT ["souffleur"]
CMD ["run"]
