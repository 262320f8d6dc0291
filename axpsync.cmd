@echo off
rem Runs axpsync. In a checkout it builds what is needed first, once; installed, it lies in bin\ beside lib\.
setlocal EnableExtensions
set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"

set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
set "VERSION="
for /f tokens^=2^ delims^=.^" %%v in ('call "%JAVA%" -version 2^>^&1 ^| findstr /i "version"') do if not defined VERSION set "VERSION=%%v"
if not defined VERSION (
  echo axpsync: no Java found. Install a JDK 17 or newer, or set JAVA_HOME. 1>&2
  exit /b 2
)
if %VERSION% LSS 17 (
  echo axpsync: Java %VERSION% is too old. Install a JDK 17 or newer, or set JAVA_HOME. 1>&2
  exit /b 2
)

if exist "%HOME_DIR%\pom.xml" if exist "%HOME_DIR%\sync-cli\src" goto checkout
if exist "%HOME_DIR%\..\lib" (
  set "CLASSPATH_AXP=%HOME_DIR%\..\lib\*"
  goto run
)
echo axpsync: neither a checkout nor an installation: there is no lib folder beside %HOME_DIR%. 1>&2
exit /b 2

:checkout
set "CLASSPATH_AXP=%HOME_DIR%\sync-cli\target\sync-cli.jar;%HOME_DIR%\sync-cli\target\lib\*"
powershell -NoProfile -Command "$h=$env:HOME_DIR; $b=Join-Path $h 'target\axpsync.built'; if (-not (Test-Path $b) -or -not (Test-Path (Join-Path $h 'sync-cli\target\sync-cli.jar'))) { exit 1 }; $t=(Get-Item $b).LastWriteTimeUtc; $p=@((Join-Path $h 'pom.xml'),(Join-Path $h '.mvn'),(Join-Path $h '*\pom.xml'),(Join-Path $h '*\src\main')); $n=Get-ChildItem -Path $p -Recurse -ErrorAction SilentlyContinue | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1; if ($n) { exit 1 }"
if not errorlevel 1 goto run
where mvn >nul 2>nul
if errorlevel 1 (
  echo axpsync: no Maven found. Install Maven 3.8 or newer to build from a checkout. 1>&2
  exit /b 2
)
echo axpsync: building (once, a few minutes at the first time) ... 1>&2
if not exist "%HOME_DIR%\target" mkdir "%HOME_DIR%\target"
type nul > "%HOME_DIR%\target\axpsync.begun"
pushd "%HOME_DIR%"
call mvn -q -B -ntp -DskipTests -Dspotless.check.skip=true -pl sync-cli -am package > "%HOME_DIR%\target\axpsync.build.log" 2>&1
set "RESULT=%ERRORLEVEL%"
popd
if not "%RESULT%"=="0" (
  echo axpsync: the build failed; its output is in %HOME_DIR%\target\axpsync.build.log 1>&2
  exit /b 2
)
move /y "%HOME_DIR%\target\axpsync.begun" "%HOME_DIR%\target\axpsync.built" >nul

:run
set "FLAGS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
echo( %* | findstr /c:" sandbox" /c:" --every" >nul && set "FLAGS=-XX:+UseSerialGC"
"%JAVA%" %FLAGS% -Djava.awt.headless=true -Dfile.encoding=UTF-8 %AXPSYNC_JAVA_OPTS% -cp "%CLASSPATH_AXP%" io.axpsync.cli.Main %*
exit /b %ERRORLEVEL%
