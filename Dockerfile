# Two stages: what installs stays in the first, so that the second holds the program alone.

FROM python:3.13-slim-trixie AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_COMPILE=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv /opt/souffleur
WORKDIR /build
# The locked requirements change less often than the program: their layer is kept until they do.
COPY requirements.lock ./
RUN /opt/souffleur/bin/pip install --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
# What is compiled here holds no time of day: two builds give the same bytes, and a copy that
# loses the times of files, as some builders make it, is still read without compiling anew.
RUN /opt/souffleur/bin/pip install --no-deps --no-build-isolation . \
    && /opt/souffleur/bin/pip uninstall --yes setuptools pip \
    && find /opt/souffleur -type d \( -name tests -o -name __pycache__ \) -prune -exec rm -rf {} + \
    # What only compilers read, languages that nobody is spoken to in, what cuts fonts for PDF, fonts of formulas, and Fortran.
    && cd /opt/souffleur/lib/python3*/site-packages \
    && find . \( -name '*.c' -o -name '*.h' -o -name '*.pxd' -o -name '*.pyx' -o -name '*.pyi' \) -delete \
    && find babel/locale-data -name '*.dat' ! -name 'root.dat' ! -name 'en*' ! -name 'fr*' -delete \
    && find fontTools -mindepth 1 -maxdepth 1 -type d ! -name misc ! -name encodings -exec rm -rf {} + \
    && rm -rf matplotlib/mpl-data/sample_data matplotlib/mpl-data/fonts/afm matplotlib/mpl-data/fonts/pdfcorefonts \
    && rm -f matplotlib/mpl-data/fonts/ttf/STIX* matplotlib/mpl-data/fonts/ttf/cm* matplotlib/mpl-data/fonts/ttf/DejaVuSerif* \
    && rm -rf numpy/f2py \
    && /opt/souffleur/bin/python -m compileall -q --invalidation-mode unchecked-hash /opt/souffleur \
    # Nobody may write to the image: what is made of the lexicon is kept in it, with its sets in
    # one order, so that two builds give the same bytes.
    && PYTHONHASHSEED=0 /opt/souffleur/bin/python -m bot.retrieval.compiling


FROM python:3.13-slim-trixie

LABEL org.opencontainers.image.title="Souffleur" \
      org.opencontainers.image.description="A Discord bot that answers questions about an article, in French first, by quoting it." \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT"

# The French thesaurus, read from /usr/share/mythes. Its version is the one of that Debian: a
# stable release keeps no other to ask for.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends mythes-fr \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/dpkg.log

# /data is the one folder that is written to; a volume takes its owner from here.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent \
    --shell /usr/sbin/nologin souffleur \
    && install --directory --owner=10001 --group=10001 --mode=700 /data
COPY --from=build /opt/souffleur /opt/souffleur
# To serve articles of one's own: -v ./my-articles:/corpus:ro
COPY --chmod=755 corpus /corpus

# matplotlib, which draws the chart of /gaps, keeps there what it knows of fonts.
ENV PATH=/opt/souffleur/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    LOG_FORMAT=json \
    DATA_DIR=/data \
    CORPUS_DIR=/corpus \
    MPLCONFIGDIR=/data/matplotlib
VOLUME ["/data"]
USER 10001:10001
WORKDIR /
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["souffleur", "health"]
ENTRYPOINT ["souffleur"]
CMD ["run"]
